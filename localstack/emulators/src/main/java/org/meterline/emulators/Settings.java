package org.meterline.emulators;

import java.net.URI;
import java.nio.file.Path;

/** What whoever starts an emulator tells it, as system properties {@code emulator.…}. */
record Settings(int port, Path state) {

    /** Access keys are checked by S3 only; the others take any. */
    static final String ACCESS_KEY = "meterline";

    static final String SECRET_KEY = "meterline-on-one-machine";
    static final String REGION = "eu-central-1";
    static final String ACCOUNT = "000000000000";
    static final String LOOPBACK = "127.0.0.1";

    /** Reads them, and sees to it that this process does not outlive the one named as its parent. */
    static Settings ofThisProcess() {
        endWith(Long.parseLong(required("emulator.parent")));
        return new Settings(Integer.parseInt(required("emulator.port")), Path.of(required("emulator.state")));
    }

    static String required(String name) {
        var value = System.getProperty(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("-D" + name + " is missing");
        }
        return value;
    }

    URI endpoint() {
        return URI.create("http://" + LOOPBACK + ":" + port);
    }

    private static void endWith(long parent) {
        var end = ProcessHandle.of(parent)
                .orElseThrow(() -> new IllegalStateException("process " + parent + ", my parent, is gone"))
                .onExit();
        Thread.ofPlatform().daemon().name("parent-watch").start(() -> {
            end.join();
            Runtime.getRuntime().halt(1);
        });
    }
}

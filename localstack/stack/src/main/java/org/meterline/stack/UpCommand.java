package org.meterline.stack;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.meterline.stack.docker.DockerStack;
import org.meterline.stack.supervisor.Home;
import org.meterline.stack.supervisor.Progress;
import org.meterline.stack.supervisor.RunningStack;
import org.meterline.stack.supervisor.Settings;
import org.meterline.stack.supervisor.Supervisor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts the whole system, says where things are, and keeps it running until Ctrl-C or {@code meterline down}. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Starts the whole system and keeps it running until Ctrl-C, or 'meterline down' elsewhere.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:it ran and was stopped", "1:it could not start", "3:it is running already"})
final class UpCommand implements Callable<Integer> {

    private static final int RUNS_ALREADY = 3;

    @Option(names = "--fresh", description = "Forget everything from earlier runs first.")
    private boolean fresh;

    @Option(
            names = "--docker",
            description = "In containers around LocalStack instead, where it stays until 'meterline down --docker'.")
    private boolean docker;

    @Override
    public Integer call() throws InterruptedException {
        var home = Meterline.home();
        if (docker) {
            return upInContainers(home);
        }
        var lock = home.lock();
        if (lock.isEmpty()) {
            System.out.println("Meterline is running already; 'meterline down' stops it.");
            RunningStack.in(home).ifPresent(running -> printUrls(running.urls()));
            return RUNS_ALREADY;
        }
        if (fresh) {
            home.supervisor().process().ifPresent(ProcessHandle::destroyForcibly);
            home.clear();
        }
        System.setProperty("meterline.log", home.log("supervisor").toString()); // before the first logger is made
        System.setProperty("logback.configurationFile", "logback-supervisor.xml");
        System.out.println("Starting Meterline; its state is in " + home.root());
        var progress = new Progress(System.out);
        var supervisor = new Supervisor(home, Meterline.checkout(), Settings.from(System.getenv()), progress);
        var end = new Thread(() -> {
            System.out.println("Stopping Meterline …");
            supervisor.close();
            System.out.println("Stopped. 'meterline up' continues where it was.");
        });
        Runtime.getRuntime().addShutdownHook(end);
        var urls = supervisor.start();
        System.out.printf(Locale.ROOT, "Ready in %.1f s.%n%n", progress.secondsSoFar());
        printUrls(urls);
        System.out.println(
                "\nThe console asks for a key, the adminKey in " + home.file("credentials.json")
                        + ",\nand for a utility: 'cape' or 'karoo'. The API takes the same as Authorization: Bearer and X-Tenant.");
        System.out.println("Send a photo on the chat page, or with: ./meterline send PHOTO");
        System.out.println("Ctrl-C stops it.");
        supervisor.await();
        return 0;
    }

    private int upInContainers(Home home) throws InterruptedException {
        var progress = new Progress(System.out);
        var stack = new DockerStack(Meterline.checkout(), home, progress);
        if (fresh) {
            stack.forget();
        }
        var urls = stack.up();
        System.out.printf(Locale.ROOT, "Ready in %.1f s.%n%n", progress.secondsSoFar());
        printUrls(urls);
        System.out.println("\nSend a photo on the chat page, or with: ./meterline send PHOTO");
        System.out.println("'./meterline down --docker' stops it.");
        return 0;
    }

    private static void printUrls(Map<String, String> urls) {
        urls.forEach((what, url) -> System.out.printf("  %-10s %s%n", what, url));
    }
}

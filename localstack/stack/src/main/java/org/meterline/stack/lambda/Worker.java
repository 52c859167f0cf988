package org.meterline.stack.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;

/** One JVM of a function with its Runtime API. It does one invocation at a time, and is thrown away when it misbehaves. */
final class Worker implements RuntimeApi.Conversation {

    /** What a worker reports to its function, on threads of its own. */
    interface Owner {
        /** Whether a worker stands still while it has nothing to do. */
        boolean freezesIdle();

        void idle(Worker worker);

        void returned(Worker worker, String invocationId, InvocationResult result);

        void failedToStart(Worker worker, String errorType);

        void exited(Worker worker, int exitCode);
    }

    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

    private final int number;
    private final Owner owner;
    private final RuntimeApi api;
    private final Process process;
    private boolean frozen;
    private final LinkedBlockingQueue<Optional<Invocation>> mailbox = new LinkedBlockingQueue<>();

    Worker(int number, FunctionSpec spec, Path java, RuntimeLibraries runtimeLibraries, Owner owner) {
        this.number = number;
        this.owner = owner;
        this.api = new RuntimeApi(spec.arn(), this);
        try {
            this.process = start(spec, java, runtimeLibraries);
        } catch (IOException failure) {
            api.close();
            throw new UncheckedIOException("no worker for " + spec.name(), failure);
        }
    }

    /** To be called once the owner is ready to hear of it. */
    void watch() {
        var unused = process.onExit().thenAccept(ended -> {
            mailbox.add(Optional.empty());
            owner.exited(this, ended.exitValue());
            api.close();
        });
    }

    int number() {
        return number;
    }

    long pid() {
        return process.pid();
    }

    void hand(Invocation invocation) {
        mailbox.add(Optional.of(invocation));
    }

    private synchronized void freeze() {
        frozen = true;
        signal("STOP");
    }

    /** Lets it go on, if it stands still. */
    synchronized void thaw() {
        if (frozen) {
            signal("CONT");
            frozen = false;
        }
    }

    private void signal(String name) {
        try {
            int unused = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException noSuchProgram) {
            throw new UncheckedIOException("cannot signal a worker", noSuchProgram);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks it to end and waits; it may have an archive to write. */
    void stop() {
        thaw();
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException hurried) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it as a crash would. */
    void kill() {
        process.destroyForcibly();
    }

    @Override
    public Optional<Invocation> next() throws InterruptedException {
        owner.idle(this);
        if (owner.freezesIdle() && mailbox.isEmpty()) {
            freeze();
        }
        var next = mailbox.take();
        thaw();
        return process.isAlive() ? next : Optional.empty();
    }

    @Override
    public void returned(String invocationId, byte[] payload) {
        owner.returned(this, invocationId, new InvocationResult.Returned(payload));
    }

    @Override
    public void failed(String invocationId, String errorType) {
        owner.returned(this, invocationId, new InvocationResult.Failed(errorType));
    }

    @Override
    public void failedToStart(String errorType) {
        owner.failedToStart(this, errorType);
    }

    @Override
    public void snapshotTaken() {
        // a real snapshot would end here and come back later; this process simply goes on
    }

    private Process start(FunctionSpec spec, Path java, RuntimeLibraries runtimeLibraries) throws IOException {
        var builder = new ProcessBuilder(WorkerCommand.of(spec, number, java, runtimeLibraries))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment(spec));
        var started = builder.start();
        started.getOutputStream().close();
        return started;
    }

    private Map<String, String> environment(FunctionSpec spec) {
        var environment = new TreeMap<String, String>();
        for (var inherited : List.of("PATH", "LD_LIBRARY_PATH", "TMPDIR")) {
            var value = System.getenv(inherited);
            if (value != null) {
                environment.put(inherited, value);
            }
        }
        environment.putAll(Map.ofEntries(
                Map.entry("AWS_EXECUTION_ENV", "AWS_Lambda_java25"),
                Map.entry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(spec.memoryMegabytes())),
                Map.entry("AWS_LAMBDA_FUNCTION_NAME", spec.name()),
                Map.entry("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
                Map.entry("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"),
                Map.entry("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + spec.name()),
                Map.entry("AWS_LAMBDA_LOG_STREAM_NAME", "worker-" + number),
                Map.entry("AWS_LAMBDA_RUNTIME_API", api.address()),
                Map.entry("LAMBDA_TASK_ROOT", taskRoot(spec)),
                Map.entry("LANG", "en_US.UTF-8"),
                Map.entry("TZ", ":UTC"),
                Map.entry("_HANDLER", spec.handler())));
        environment.putAll(spec.environment());
        return environment;
    }

    private static String taskRoot(FunctionSpec spec) {
        var parent = Path.of(spec.classPath().getFirst()).getParent();
        return parent == null ? "." : parent.toString();
    }
}

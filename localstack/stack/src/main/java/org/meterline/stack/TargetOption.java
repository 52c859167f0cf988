package org.meterline.stack;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.meterline.operations.deployment.AwsTarget;
import org.meterline.operations.deployment.LocalStores;
import org.meterline.operations.deployment.Target;
import org.meterline.stack.docker.DockerStack;
import org.meterline.stack.supervisor.RunningStack;
import picocli.CommandLine.Option;

/** Which deployment a command is about: what runs on this machine, or what the caller's AWS credentials open. */
final class TargetOption {

    /** Where a deployment can be. */
    enum Place {
        LOCAL,
        AWS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(names = "--target", defaultValue = "local", description = "Which deployment: ${COMPLETION-CANDIDATES}.")
    private Place place = Place.LOCAL;

    @Option(names = "--region", description = "Of AWS; otherwise the one of your environment or profile.")
    private @Nullable String region;

    @Option(names = "--profile", description = "Of your AWS credentials.")
    private @Nullable String profile;

    @Option(
            names = "--outputs",
            paramLabel = "FILE",
            description = "What 'cdk deploy --outputs-file' wrote; docs/operations.md lists what is read from it.")
    private @Nullable Path outputs;

    boolean isLocal() {
        return place == Place.LOCAL;
    }

    /** The deployment; empty when it is this machine's and nothing runs here. */
    Optional<Target> target() {
        return switch (place) {
            case LOCAL -> local();
            case AWS -> Optional.of(AwsTarget.of(System.getenv(), outputs, region, profile));
        };
    }

    private static Optional<Target> local() {
        var home = Meterline.home();
        return RunningStack.in(home)
                .flatMap(running -> LocalStores.read(home.file(LocalStores.FILE)))
                .or(() -> DockerStack.running(home).flatMap(running -> DockerStack.stores(home)))
                .map(LocalStores::target);
    }
}

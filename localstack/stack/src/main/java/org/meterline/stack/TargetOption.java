package org.meterline.stack;

import java.util.Locale;
import java.util.Optional;
import org.meterline.operations.deployment.LocalStores;
import org.meterline.operations.deployment.Target;
import org.meterline.stack.supervisor.RunningStack;
import picocli.CommandLine.Option;

/** Which deployment a command is about. */
final class TargetOption {

    /** Where a deployment can be. */
    enum Place {
        LOCAL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(names = "--target", defaultValue = "local", description = "Which deployment: ${COMPLETION-CANDIDATES}.")
    private Place place = Place.LOCAL;

    /** The deployment; empty when it is this machine's and nothing runs here. */
    Optional<Target> target() {
        return switch (place) {
            case LOCAL -> local();
        };
    }

    private static Optional<Target> local() {
        var home = Meterline.home();
        return RunningStack.in(home)
                .flatMap(running -> LocalStores.read(home.file(LocalStores.FILE)))
                .map(LocalStores::target);
    }
}

package org.meterline.infra;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.Architecture;
import software.constructs.Construct;

/**
 * A module that is deployed as functions: what all of them have in common.
 *
 * @param zip the archive that the build made
 * @param handlers the package of their handlers
 * @param reserves whether each has a share of the account's concurrency to itself
 * @param network where they stand
 * @param settings what they are told
 */
record LambdaModule(
        Path zip,
        String handlers,
        Architecture architecture,
        boolean reserves,
        NetworkStack network,
        Map<String, String> settings) {

    /** One of its functions, which may run so many at once and do no more than it has rights to. */
    JavaFunction function(
            Construct scope,
            String id,
            String handler,
            int memoryMegabytes,
            Duration timeout,
            int concurrencyMax,
            List<PolicyStatement> rights) {
        var spec = new JavaFunction.Spec(
                zip, handlers + "." + handler, architecture, memoryMegabytes, timeout, reserves ? concurrencyMax : 0);
        return new JavaFunction(scope, id, spec, network, settings, rights);
    }
}

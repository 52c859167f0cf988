package org.meterline.infra;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import software.constructs.IConstruct;

/** A finding of cdk-nag that stays, with the sentence that says why; it stands beside what it is about. */
final class Accepted {

    private static final String PACK = "AwsSolutions-";

    private Accepted() {}

    /** Of a construct and all below it. */
    static void finding(IConstruct where, String rule, String because) {
        NagSuppressions.addResourceSuppressions(
                where,
                List.of(NagPackSuppression.builder()
                        .id(PACK + rule)
                        .reason(because)
                        .build()),
                true);
    }

    /** Of certain resources in a policy only, as cdk-nag names them: {@code Resource::*}. */
    static void finding(IConstruct where, String rule, List<String> appliesTo, String because) {
        NagSuppressions.addResourceSuppressions(
                where,
                List.of(NagPackSuppression.builder()
                        .id(PACK + rule)
                        .reason(because)
                        .appliesTo(appliesTo)
                        .build()),
                true);
    }
}

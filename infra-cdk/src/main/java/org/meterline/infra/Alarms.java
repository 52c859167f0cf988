package org.meterline.infra;

import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.sns.ITopic;
import software.constructs.Construct;

/** What wakes somebody. Every alarm rings the same bell, says so again when it is over, and names the page that says what to do. */
public final class Alarms extends Construct {

    private final String environment;
    private final ITopic bell;

    Alarms(Construct scope, String id, Environment environment, ITopic bell) {
        super(scope, id);
        this.environment = environment.name();
        this.bell = bell;
    }

    /**
     * When something is wrong.
     *
     * @param periods how many of the metric's periods in a row, before anyone is told
     * @param silence whether no figure at all is wrong, too
     */
    record When(Number above, int periods, boolean silence) {

        static When above(Number limit, int periods) {
            return new When(limit, periods, false);
        }

        /** Once is too often. */
        static When any() {
            return new When(0, 1, false);
        }

        When orSilent() {
            return new When(above, periods, true);
        }
    }

    /** Rings while a metric is above its limit. */
    void ring(String id, String meaning, IMetric metric, When when) {
        ring(id, meaning, metric, when, ComparisonOperator.GREATER_THAN_THRESHOLD);
    }

    /** Rings while a metric is below its limit. */
    void ringBelow(String id, String meaning, IMetric metric, When when) {
        ring(id, meaning, metric, when, ComparisonOperator.LESS_THAN_THRESHOLD);
    }

    private void ring(String id, String meaning, IMetric metric, When when, ComparisonOperator comparison) {
        var alarm = Alarm.Builder.create(this, id)
                .alarmName("meterline-" + environment + "-" + id)
                .alarmDescription(meaning + ". What to do: infra-cdk/runbooks/" + id + ".md")
                .metric(metric)
                .threshold(when.above())
                .comparisonOperator(comparison)
                .evaluationPeriods(when.periods())
                .datapointsToAlarm(when.periods())
                .treatMissingData(when.silence() ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING)
                .build();
        alarm.addAlarmAction(new SnsAction(bell));
        alarm.addOkAction(new SnsAction(bell));
    }
}

package org.meterline.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.budgets.CfnBudget;
import software.amazon.awscdk.services.budgets.CfnBudget.BudgetDataProperty;
import software.amazon.awscdk.services.budgets.CfnBudget.NotificationProperty;
import software.amazon.awscdk.services.budgets.CfnBudget.NotificationWithSubscribersProperty;
import software.amazon.awscdk.services.budgets.CfnBudget.SpendProperty;
import software.amazon.awscdk.services.budgets.CfnBudget.SubscriberProperty;
import software.constructs.Construct;

/** A month's budget for what carries our tags: rings when four fifths are spent, and when all of it will be. */
public final class Spending extends Construct {

    private static final int MOST_OF_IT = 80;
    private static final int ALL_OF_IT = 100;

    Spending(Construct scope, String id, Environment environment, Bell bell) {
        super(scope, id);
        CfnBudget.Builder.create(this, "Month")
                .budget(BudgetDataProperty.builder()
                        .budgetType("COST")
                        .timeUnit("MONTHLY")
                        .budgetLimit(SpendProperty.builder()
                                .amount(environment.budgetUsd())
                                .unit("USD")
                                .build())
                        .costFilters(Map.of("TagKeyValue", List.of("user:environment$" + environment.name())))
                        .build())
                .notificationsWithSubscribers(
                        List.of(when("ACTUAL", MOST_OF_IT, bell), when("FORECASTED", ALL_OF_IT, bell)))
                .build();
    }

    private static NotificationWithSubscribersProperty when(String what, int percent, Bell bell) {
        return NotificationWithSubscribersProperty.builder()
                .notification(NotificationProperty.builder()
                        .notificationType(what)
                        .comparisonOperator("GREATER_THAN")
                        .threshold(percent)
                        .thresholdType("PERCENTAGE")
                        .build())
                .subscribers(List.of(SubscriberProperty.builder()
                        .subscriptionType("SNS")
                        .address(bell.topic().getTopicArn())
                        .build()))
                .build();
    }
}

package org.meterline.infra;

import static org.meterline.contracts.MessageTable.EXPIRES_AT;
import static org.meterline.contracts.MessageTable.MESSAGE_ID;
import static org.meterline.contracts.MessageTable.RECEIVED_AT;
import static org.meterline.contracts.MessageTable.UNSETTLED;
import static org.meterline.contracts.MessageTable.UNSETTLED_INDEX;

import java.util.List;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.Billing;
import software.amazon.awscdk.services.dynamodb.GlobalSecondaryIndexPropsV2;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.ProjectionType;
import software.amazon.awscdk.services.dynamodb.TableEncryptionV2;
import software.amazon.awscdk.services.dynamodb.TableV2;
import software.constructs.Construct;

/** The table that holds one item per message: paid by use, restorable to any second of five weeks, forgetting by itself. */
public final class MessageTable extends Construct {

    private final TableV2 table;

    MessageTable(Construct scope, String id, Environment environment) {
        super(scope, id);
        table = TableV2.Builder.create(this, "Messages")
                .partitionKey(text(MESSAGE_ID))
                .globalSecondaryIndexes(List.of(GlobalSecondaryIndexPropsV2.builder()
                        .indexName(UNSETTLED_INDEX)
                        .partitionKey(text(UNSETTLED))
                        .sortKey(text(RECEIVED_AT))
                        .projectionType(
                                ProjectionType.KEYS_ONLY) // an attribute more would be written with each of its changes
                        .build()))
                .billing(Billing.onDemand())
                .encryption(TableEncryptionV2.awsManagedKey())
                .timeToLiveAttribute(EXPIRES_AT)
                .pointInTimeRecoverySpecification(PointInTimeRecoverySpecification.builder()
                        .pointInTimeRecoveryEnabled(true)
                        .build())
                .deletionProtection(environment.keepsData())
                .removalPolicy(environment.keepsData() ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY)
                .build();
    }

    public TableV2 table() {
        return table;
    }

    private static Attribute text(String name) {
        return Attribute.builder().name(name).type(AttributeType.STRING).build();
    }
}

package org.meterline.definition;

import org.meterline.contracts.MessageTable;

/** The table of the system on one machine. */
public final class Tables {

    private Tables() {}

    /** What DynamoDB is told to make a {@link MessageTable}, as JSON. */
    public static String messages(String name) {
        return """
                {
                  "TableName": "%1$s",
                  "BillingMode": "PAY_PER_REQUEST",
                  "AttributeDefinitions": [
                    {"AttributeName": "%2$s", "AttributeType": "S"},
                    {"AttributeName": "%3$s", "AttributeType": "S"},
                    {"AttributeName": "%4$s", "AttributeType": "S"}
                  ],
                  "KeySchema": [{"AttributeName": "%2$s", "KeyType": "HASH"}],
                  "GlobalSecondaryIndexes": [{
                    "IndexName": "%5$s",
                    "KeySchema": [
                      {"AttributeName": "%3$s", "KeyType": "HASH"},
                      {"AttributeName": "%4$s", "KeyType": "RANGE"}
                    ],
                    "Projection": {"ProjectionType": "KEYS_ONLY"}
                  }]
                }
                """.formatted(
                        name,
                        MessageTable.MESSAGE_ID,
                        MessageTable.UNSETTLED,
                        MessageTable.RECEIVED_AT,
                        MessageTable.UNSETTLED_INDEX);
    }
}

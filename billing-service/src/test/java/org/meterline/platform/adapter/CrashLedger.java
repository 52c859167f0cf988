package org.meterline.platform.adapter;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.meterline.contracts.MessageTable;
import org.meterline.contracts.MessageTable.IngestState;
import org.meterline.contracts.MessageTable.Outcome;
import org.meterline.engines.junit.PostgresExtension;
import org.meterline.platform.Sql;
import org.meterline.platform.TenantId;
import org.meterline.platform.TenantTransactions;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the stores of a {@link CrashSite} hold, whoever lives at the time. */
final class CrashLedger {

    private final TenantTransactions transactions;
    private final Sql sql;
    private final TenantId tenant;
    private final DynamoDbClient dynamo;
    private final String table;
    private final PostgresExtension.Database database;

    CrashLedger(
            TenantTransactions transactions,
            Sql sql,
            TenantId tenant,
            DynamoDbClient dynamo,
            String table,
            PostgresExtension.Database database) {
        this.transactions = transactions;
        this.sql = sql;
        this.tenant = tenant;
        this.dynamo = dynamo;
        this.table = table;
        this.database = database;
        asOwner("""
                create table public.sick (photo_id text primary key);
                create function public.sick() returns trigger security definer language plpgsql as $$ begin
                    if exists (select 1 from public.sick where photo_id = new.photo_id) then
                        raise exception 'planted';
                    end if;
                    return new;
                end $$;
                create trigger sick before insert on readings.reading for each row execute function public.sick();
                """);
    }

    /** Lets recording a photo fail, as a bug would, until it is mended. */
    void sicken(String photoId) {
        asOwner("insert into public.sick values ('" + photoId + "')");
    }

    void mend(String photoId) {
        asOwner("delete from public.sick where photo_id = '" + photoId + "'");
    }

    private void asOwner(String statements) {
        try (var connection = DriverManager.getConnection(
                        database.jdbcUrl(), database.ownerUser(), database.ownerPassword());
                var statement = connection.createStatement()) {
            statement.execute(statements);
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    /** Keeps a message as ingest does. */
    void keepMessage(Errand.Said said) {
        dynamo.putItem(put -> put.tableName(table)
                .item(Map.of(
                        MessageTable.MESSAGE_ID,
                                AttributeValue.fromS(said.event().messageId()),
                        MessageTable.RECEIVED_AT, AttributeValue.fromS("2026-11-21T12:00:00Z"),
                        MessageTable.TEXT, AttributeValue.fromS(said.words()),
                        MessageTable.INGEST_STATE, AttributeValue.fromS(IngestState.PUBLISHED.name()),
                        MessageTable.UNSETTLED, AttributeValue.fromS("somewhere"),
                        MessageTable.PARTS,
                                AttributeValue.fromM(Map.of(
                                        said.partId(),
                                        AttributeValue.fromM(
                                                Map.of(MessageTable.KIND, AttributeValue.fromS("TEXT"))))))));
    }

    /** The outcome of a message that is at rest. */
    Optional<Outcome> outcome(Errand.Said said) {
        var item = dynamo.getItem(get -> get.tableName(table)
                        .key(Map.of(
                                MessageTable.MESSAGE_ID,
                                AttributeValue.fromS(said.event().messageId())))
                        .consistentRead(true))
                .item();
        return item.containsKey(MessageTable.UNSETTLED)
                ? Optional.empty()
                : Optional.of(Outcome.valueOf(item.get(MessageTable.PARTS)
                        .m()
                        .get(said.partId())
                        .m()
                        .get(MessageTable.OUTCOME)
                        .s()));
    }

    /** Whether billing has heard what is about nobody's message. */
    boolean isHeard(String eventId) {
        var found = transactions.in(
                TenantId.NOBODY,
                () -> sql.list(
                        "select event_id as it from platform.inbox where event_id = ?",
                        row -> row.getString("it"),
                        eventId));
        return found.size() == 1;
    }

    /** The doubt about a photo, where there is one. */
    Optional<String> doubtOf(String photoId) {
        return in("select id::text as it from review.doubt where photo_id = '" + photoId + "'").stream()
                .findFirst();
    }

    /** The dead letter of an event whose customer was told. */
    Optional<String> letterOf(String eventId) {
        return in("select id::text as it from deadletters.dead_letter where told_at is not null and event_id = '"
                        + eventId + "'")
                .stream()
                .findFirst();
    }

    List<String> verdicts(String photoId) {
        return in("select verdict as it from readings.verdict where photo_id = '" + photoId + "' order by id");
    }

    /** Answers that the provider has not delivered, and why. */
    List<String> undelivered() {
        return in("select status || ' message ' || id || coalesce(note, '') as it from messaging.outbound"
                + " where status <> 'DELIVERED'");
    }

    /** Whether all was done about an event. */
    boolean isDone(String eventId) {
        return rows("platform.inbox where event_id = '" + eventId + "'") > 0
                || rows("conversation.inbound where message_id || '/message.received' = '" + eventId + "'") > 0;
    }

    long rows(String tableAndCondition) {
        return Long.parseLong(
                in("select count(*) as it from " + tableAndCondition).getFirst());
    }

    private List<String> in(String query) {
        return transactions.in(tenant, () -> sql.list(query, row -> row.getString("it")));
    }
}

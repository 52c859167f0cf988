package org.meterline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meterline.ingest.Samples.messageBody;
import static org.meterline.ingest.Samples.sid;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.meterline.contracts.MessageTable.IngestState;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class UnfinishedMessagesTest {

    private static final int PAGE = 10;

    private final List<Message> index = new ArrayList<>();
    private final Map<String, AttributeValue> bookmark = new HashMap<>();
    private int pagesRead;

    @Test
    void two_readers_get_each_what_is_theirs_and_every_page_is_read_once() {
        fill(100, i -> i % 3 == 0);
        var unfinished = unfinished(100);
        var wantFiles = unfinished.in(IngestState.RECEIVED);
        var wantTelling = unfinished.in(IngestState.STORED);

        var found = new ArrayList<Message>();
        while (wantFiles.hasNext() || wantTelling.hasNext()) {
            if (wantFiles.hasNext()) {
                found.add(wantFiles.next());
            }
            if (wantTelling.hasNext()) {
                found.add(wantTelling.next());
            }
        }

        assertThat(found).containsExactlyInAnyOrderElementsOf(index);
        assertThat(pagesRead).isEqualTo(10);
    }

    @Test
    void the_slow_reader_finds_what_the_quick_one_has_passed_by_in_its_order() {
        fill(50, i -> i % 2 == 0);
        var unfinished = unfinished(100);

        assertThat(unfinished.in(IngestState.STORED)).toIterable().hasSize(25);
        assertThat(unfinished.in(IngestState.RECEIVED))
                .toIterable()
                .containsExactlyElementsOf(index.stream()
                        .filter(message -> message.state() == IngestState.RECEIVED)
                        .toList());
        assertThat(pagesRead).isEqualTo(5);
    }

    @Test
    void what_lies_behind_the_last_page_comes_with_the_next_sweep() {
        fill(25, i -> false);

        assertThat(unfinished(2).in(IngestState.STORED)).toIterable().containsExactlyElementsOf(index.subList(0, 20));
        assertThat(unfinished(2).in(IngestState.STORED)).toIterable().containsExactlyElementsOf(index.subList(20, 25));
    }

    private void fill(int count, IntPredicate wantsFiles) {
        var from = index.size();
        IntStream.range(from, from + count)
                .mapToObj(i -> {
                    var text = Samples.message(messageBody(sid("SM", i), "Body", "1"));
                    return wantsFiles.test(i) ? text.with(List.of(), IngestState.RECEIVED) : text;
                })
                .forEach(index::add);
    }

    private UnfinishedMessages unfinished(int pagesMax) {
        return new UnfinishedMessages(List.of(new UnfinishedMessages.Shard(
                this::page, pagesMax, new UnfinishedMessages.Bookmark() {
                    @Override
                    public Map<String, AttributeValue> taken() {
                        var place = Map.copyOf(bookmark);
                        bookmark.clear();
                        return place;
                    }

                    @Override
                    public void put(Map<String, AttributeValue> place) {
                        bookmark.putAll(place);
                    }
                })));
    }

    private UnfinishedMessages.Page page(Map<String, AttributeValue> from) {
        pagesRead++;
        var begin = from.isEmpty() ? 0 : Integer.parseInt(from.get("at").n());
        var end = Math.min(begin + PAGE, index.size());
        return new UnfinishedMessages.Page(
                index.subList(begin, end),
                end == index.size() ? Map.of() : Map.of("at", AttributeValue.fromN(Integer.toString(end))));
    }
}

package org.meterline.simulator.mischief;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.meterline.simulator.http.Json;
import org.meterline.simulator.http.Refusal;
import org.meterline.simulator.mischief.Mischief.MediaFault;
import org.meterline.simulator.mischief.Mischief.SendFault;

/** Decides whom the {@link Mischief} hits. Each question has its own row of dice, so that one does not disturb another. */
public final class Dice {

    private static final Set<String> SETTINGS = Arrays.stream(Mischief.class.getRecordComponents())
            .map(RecordComponent::getName)
            .collect(Collectors.toSet());

    private final Map<Question, Random> rows = new EnumMap<>(Question.class);
    private Mischief mischief;

    /** What is diced for. */
    public enum Question {
        SEND_FAULT,
        DUPLICATE_WEBHOOK,
        OUT_OF_ORDER,
        DROPPED_CALLBACK,
        DUPLICATE_CALLBACK,
        FAILED,
        LOST_WEBHOOK // the last: rows are seeded by their place
    }

    public Dice(Mischief mischief) {
        this.mischief = mischief;
        shuffle();
    }

    public synchronized Mischief mischief() {
        return mischief;
    }

    /** Changes the named settings and leaves the others; a new seed begins anew. @throws Refusal for nonsense */
    public synchronized Mischief change(JsonNode changes) {
        ObjectNode merged = Json.MAPPER.valueToTree(mischief);
        for (var change : changes.properties()) {
            if (!SETTINGS.contains(change.getKey())) {
                throw new Refusal(400, "no such mischief");
            }
            merged.set(change.getKey(), change.getValue());
        }
        forgetLimit(merged, changes, "sendFault", "sendFaultsLeft");
        forgetLimit(merged, changes, "mediaFault", "mediaFaultsLeft");
        try {
            become(Json.MAPPER.treeToValue(merged, Mischief.class));
        } catch (IOException | IllegalArgumentException nonsense) {
            throw new Refusal(400, "no such mischief");
        }
        return mischief;
    }

    /** Back to a good day. */
    public synchronized Mischief calm() {
        become(Mischief.CALM);
        return mischief;
    }

    public synchronized boolean falls(Question question, int percent) {
        var row = rows.get(question);
        return row != null && row.nextInt(100) < percent;
    }

    /** What happens to the next send. */
    public synchronized SendFault nextSendFault() {
        if (mischief.sendFault() == SendFault.NONE || !falls(Question.SEND_FAULT, mischief.sendFaultPercent())) {
            return SendFault.NONE;
        }
        var fault = mischief.sendFault();
        var left = mischief.sendFaultsLeft();
        if (left != null) {
            spend("sendFault", SendFault.NONE, "sendFaultsLeft", left);
        }
        return fault;
    }

    /** What happens to the next download. */
    public synchronized MediaFault nextMediaFault() {
        var fault = mischief.mediaFault();
        var left = mischief.mediaFaultsLeft();
        if (fault != MediaFault.NONE && left != null) {
            spend("mediaFault", MediaFault.NONE, "mediaFaultsLeft", left);
        }
        return fault;
    }

    /** A limit belongs to the fault it was given with. */
    private static void forgetLimit(ObjectNode merged, JsonNode changes, String fault, String limit) {
        if (changes.has(fault) && !changes.has(limit)) {
            merged.remove(limit);
        }
    }

    private void spend(String fault, Enum<?> none, String counter, int left) {
        var changes = Json.MAPPER.createObjectNode();
        if (left <= 1) {
            changes.put(fault, none.name());
        } else {
            changes.put(counter, left - 1);
        }
        ObjectNode merged = Json.MAPPER.valueToTree(mischief);
        merged.remove(counter);
        merged.setAll(changes);
        mischief = Json.MAPPER.convertValue(merged, Mischief.class);
    }

    private void become(Mischief changed) {
        var reseeded = changed.seed() != mischief.seed();
        mischief = changed;
        if (reseeded) {
            shuffle();
        }
    }

    private void shuffle() {
        for (var question : Question.values()) {
            rows.put(question, new Random(mischief.seed() * 31 + question.ordinal()));
        }
    }
}

package org.meterline.operations.audit;

/**
 * A set of ids, each with a mark from 0 to 127, as 64-bit hashes: nine bytes an id, and two in a million million sets of 100,000
 * hold a pair that is taken for one.
 */
final class Ids {

    /** What {@link #markOf} says of an id that is not in the set. */
    static final int NONE = -1;

    private static final int CAPACITY_MIN = 1 << 10;

    private long[] hashes = new long[CAPACITY_MIN];
    private byte[] marks = new byte[CAPACITY_MIN];
    private int size;

    /** Adds an id, or gives the one that is there another mark; true when it is new. */
    boolean put(String id, int mark) {
        var isNew = put(hash(id, 0, id.length()), (byte) mark);
        if (size > hashes.length / 2) {
            grow();
        }
        return isNew;
    }

    boolean add(String id) {
        return put(id, 0);
    }

    boolean contains(String id) {
        return markOf(id) != NONE;
    }

    /** The id's mark, or {@link #NONE}. */
    int markOf(String id) {
        return markOf(id, 0, id.length());
    }

    /** The mark of an id that stands in a text from one place to another. */
    int markOf(CharSequence text, int from, int to) {
        var hash = hash(text, from, to);
        var at = slotOf(hash, hashes);
        return hashes[at] == hash ? marks[at] : NONE;
    }

    int size() {
        return size;
    }

    private boolean put(long hash, byte mark) {
        var at = slotOf(hash, hashes);
        var isNew = hashes[at] != hash;
        hashes[at] = hash;
        marks[at] = mark;
        size += isNew ? 1 : 0;
        return isNew;
    }

    private void grow() {
        var oldHashes = hashes;
        var oldMarks = marks;
        hashes = new long[oldHashes.length * 2];
        marks = new byte[hashes.length];
        size = 0;
        for (var i = 0; i < oldHashes.length; i++) {
            if (oldHashes[i] != 0) {
                put(oldHashes[i], oldMarks[i]);
            }
        }
    }

    private static int slotOf(long hash, long[] table) {
        var at = (int) (hash & (table.length - 1));
        while (table[at] != 0 && table[at] != hash) {
            at = (at + 1) & (table.length - 1);
        }
        return at;
    }

    /** FNV-1a, then mixed so that the low bits depend on all of it; never 0, which is the empty slot. */
    private static long hash(CharSequence text, int from, int to) {
        var hash = 0xcbf29ce484222325L;
        for (var i = from; i < to; i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        hash ^= hash >>> 33;
        return hash == 0 ? 1 : hash;
    }
}

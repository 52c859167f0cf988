package org.meterline.readings.adapter;

import jakarta.inject.Singleton;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.meterline.customers.MeterId;
import org.meterline.platform.Sql;
import org.meterline.readings.domain.PhotoHash;
import org.meterline.readings.domain.PhotoLooks;
import org.meterline.readings.domain.Verdicts;

/** Looks of photos in PostgreSQL, found by the neighbours of their hash's bands. */
@Singleton
final class PostgresPhotoLooks implements PhotoLooks {

    private static final String REMEMBER = "insert into readings.photo_look (photo_id, hash, "
            + bands(", ", band -> "band_" + band) + ") values (?, ('x' || ?)::bit(256), "
            + String.join(", ", Collections.nCopies(PhotoHash.BANDS, "?")) + ") on conflict do nothing";

    /** The bands first, by index; the distance of those few; the last word on those that are near. */
    private static final String MOST_LIKE = """
            with near as materialized (
                select photo_id, bit_count(hash # ('x' || ?)::bit(256))::int as distance
                from readings.photo_look
                where tenant_id = platform.current_tenant() and (%s)
            )
            select near.photo_id, near.distance
            from near
            join lateral (
                select verdict, meter_id, period, id from readings.verdict
                where verdict.photo_id = near.photo_id order by id desc limit 1
            ) last on true
            where near.photo_id <> ?
              and near.distance <= case when last.meter_id = ? then ?::int else ?::int end
              and last.verdict in ('ACCEPTED', 'DOUBTED')
              and not (last.meter_id = ? and last.period = ?)
            order by near.distance, last.id
            limit 1
            """.formatted(bands(" or ", band -> "band_" + band + " = any (?)"));

    private final Sql sql;
    private final Verdicts verdicts;

    PostgresPhotoLooks(Sql sql, Verdicts verdicts) {
        this.sql = sql;
        this.verdicts = verdicts;
    }

    private static String bands(String between, IntFunction<String> words) {
        return IntStream.range(0, PhotoHash.BANDS).mapToObj(words).collect(Collectors.joining(between));
    }

    @Override
    public void remember(String photoId, PhotoHash hash) {
        var values = new ArrayList<Object>(List.of(photoId, hash.hex()));
        IntStream.range(0, PhotoHash.BANDS).mapToObj(hash::band).forEach(values::add);
        sql.update(REMEMBER, values.toArray());
    }

    @Override
    public Optional<Similar> mostLike(PhotoHash hash, String photoId, MeterId meter, YearMonth period) {
        record Near(String photoId, int distance) {}
        var values = new ArrayList<Object>(List.of(hash.hex()));
        IntStream.range(0, PhotoHash.BANDS).mapToObj(hash::neighboursOfBand).forEach(values::add);
        values.addAll(List.of(
                photoId,
                meter.value(),
                PhotoHash.NEAR_BITS_MAX_OF_ONE_METER,
                PhotoHash.NEAR_BITS_MAX,
                meter.value(),
                period.toString()));
        return sql.one(MOST_LIKE, row -> new Near(row.getString("photo_id"), row.getInt("distance")), values.toArray())
                .flatMap(near -> verdicts.of(near.photoId()).map(verdict -> new Similar(verdict, near.distance())));
    }
}

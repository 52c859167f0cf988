package org.meterline.readings.adapter;

import jakarta.inject.Singleton;
import java.time.YearMonth;
import java.util.Optional;
import org.meterline.customers.MeterId;
import org.meterline.platform.Sql;
import org.meterline.readings.domain.PhotoHash;
import org.meterline.readings.domain.PhotoLooks;
import org.meterline.readings.domain.Verdicts;

/** Looks of photos in PostgreSQL, found by the neighbours of their hash's bands. */
@Singleton
final class PostgresPhotoLooks implements PhotoLooks {

    private static final String REMEMBER =
            "insert into readings.photo_look (photo_id, hash) values (?, ?) on conflict do nothing";

    /** The bands first, by index; the distance of those few; the last word on those that are near. */
    private static final String MOST_LIKE = """
            with near as materialized (
                select photo_id, bit_count((hash # ?)::bit(64))::int as distance
                from readings.photo_look
                where tenant_id = platform.current_tenant()
                  and (band_1 = any (?) or band_2 = any (?) or band_3 = any (?) or band_4 = any (?))
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
            """;

    private final Sql sql;
    private final Verdicts verdicts;

    PostgresPhotoLooks(Sql sql, Verdicts verdicts) {
        this.sql = sql;
        this.verdicts = verdicts;
    }

    @Override
    public void remember(String photoId, PhotoHash hash) {
        sql.update(REMEMBER, photoId, hash.bits());
    }

    @Override
    public Optional<Similar> mostLike(PhotoHash hash, String photoId, MeterId meter, YearMonth period) {
        record Near(String photoId, int distance) {}
        return sql.one(
                        MOST_LIKE,
                        row -> new Near(row.getString("photo_id"), row.getInt("distance")),
                        hash.bits(),
                        hash.neighboursOfBand(0),
                        hash.neighboursOfBand(1),
                        hash.neighboursOfBand(2),
                        hash.neighboursOfBand(3),
                        photoId,
                        meter.value(),
                        PhotoHash.NEAR_BITS_MAX_OF_ONE_METER,
                        PhotoHash.NEAR_BITS_MAX,
                        meter.value(),
                        period.toString())
                .flatMap(near -> verdicts.of(near.photoId()).map(verdict -> new Similar(verdict, near.distance())));
    }
}

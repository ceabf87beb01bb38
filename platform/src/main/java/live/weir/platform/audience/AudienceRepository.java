package live.weir.platform.audience;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import live.weir.platform.identity.ChannelId;
import live.weir.platform.infrastructure.database.Database;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The table of channels' minutes. */
@Repository
class AudienceRepository {

    private final Database database;

    AudienceRepository(Database database) {
        this.database = database;
    }

    /**
     * Adds what one node knows to what the others said: of who was there the largest, of what was done the sum. All of it
     * or, where a telling of this name was added before, nothing, in one statement: so a telling whose answer was lost is
     * simply told again. A minute that somebody counted in while it was being taken is in one telling twice. In order, so that
     * nodes that tell of the same channels wait for each other and never crosswise.
     */
    Mono<Void> tell(Tellings.Telling telling) {
        List<AudienceLine> lines = telling.lines();
        return database.write(client -> client.sql("""
                        with news as (insert into audience_tellings (id) values ($1) on conflict do nothing returning id)
                        insert into channel_viewers
                            (at, channel_id, stage, hls, chat, messages, speakers, reactions, scored, sentiment)
                        select at, channel_id, max(stage), max(hls), max(chat), sum(messages), sum(speakers), sum(reactions),
                            sum(scored), sum(sentiment)
                        from unnest($2::timestamptz[], $3::uuid[], $4::int[], $5::int[], $6::int[], $7::int[], $8::int[],
                            $9::int[], $10::int[], $11::float8[]) as told
                            (at, channel_id, stage, hls, chat, messages, speakers, reactions, scored, sentiment)
                        where exists (select 1 from news)
                        group by at, channel_id
                        order by at, channel_id
                        on conflict (at, channel_id) do update set
                            stage = greatest(channel_viewers.stage, excluded.stage),
                            hls = greatest(channel_viewers.hls, excluded.hls),
                            chat = greatest(channel_viewers.chat, excluded.chat),
                            messages = channel_viewers.messages + excluded.messages,
                            speakers = channel_viewers.speakers + excluded.speakers,
                            reactions = channel_viewers.reactions + excluded.reactions,
                            scored = channel_viewers.scored + excluded.scored,
                            sentiment = channel_viewers.sentiment + excluded.sentiment
                        """)
                .bind(0, telling.id())
                .bind(1, all(lines, line -> line.at().toString(), String[]::new))
                .bind(2, all(lines, AudienceLine::channel, UUID[]::new))
                .bind(3, numbers(lines, AudienceLine::stage))
                .bind(4, numbers(lines, AudienceLine::hls))
                .bind(5, numbers(lines, AudienceLine::chat))
                .bind(6, numbers(lines, AudienceLine::messages))
                .bind(7, numbers(lines, AudienceLine::speakers))
                .bind(8, numbers(lines, AudienceLine::reactions))
                .bind(9, numbers(lines, AudienceLine::scored))
                .bind(10, all(lines, AudienceLine::sentiment, Double[]::new))
                .fetch()
                .rowsUpdated()
                .then());
    }

    private static <T> T[] all(List<AudienceLine> lines, Function<AudienceLine, T> what, IntFunction<T[]> array) {
        return lines.stream().map(what).toArray(array);
    }

    private static Integer[] numbers(List<AudienceLine> lines, ToIntFunction<AudienceLine> what) {
        return all(lines, what::applyAsInt, Integer[]::new);
    }

    /** Nobody tells them again: tellings are given up long before. */
    Mono<Void> forgetTellings() {
        return database.write(client -> client.sql("delete from audience_tellings where at < now() - interval '1 day'")
                .fetch()
                .rowsUpdated()
                .then());
    }

    /** The steps of a stretch of time in which anything was, in order. */
    Mono<List<AudiencePoint>> curve(ChannelId channel, AudienceRange range) {
        return database.read(client -> client.sql("""
                        select to_timestamp(extract(epoch from at)::bigint / $4 * $4) as step,
                            max(stage) as stage, max(hls) as hls, max(chat) as chat,
                            sum(messages) as messages, max(speakers) as speakers, sum(reactions) as reactions,
                            sum(scored) as scored, sum(sentiment) as sentiment
                        from channel_viewers
                        where channel_id = $1 and at >= $2 and at < $3
                        group by step
                        order by step
                        """)
                .bind(0, channel.value())
                .bind(1, range.from())
                .bind(2, range.to())
                .bind(3, range.step().seconds())
                .map(AudienceRepository::point)
                .all()
                .collectList());
    }

    private static AudiencePoint point(Readable row) {
        Instant at = row.get("step", OffsetDateTime.class).toInstant();
        long scored = row.get("scored", Long.class);
        double sentiment = row.get("sentiment", Double.class);
        return new AudiencePoint(
                at,
                row.get("stage", Integer.class),
                row.get("hls", Integer.class),
                row.get("chat", Integer.class),
                row.get("messages", Long.class),
                row.get("speakers", Integer.class),
                row.get("reactions", Long.class),
                scored,
                scored == 0 ? null : Math.round(sentiment / scored * 100) / 100.0);
    }
}

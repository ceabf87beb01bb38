package live.weir.platform.channel;

import java.util.Base64;
import live.weir.platform.identity.ChannelId;
import live.weir.platform.infrastructure.database.Database;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The keys with which viewer passes are signed, one of each channel that has given any. */
@Repository
class ViewerPassKeyRepository {

    private final Database database;

    ViewerPassKeyRepository(Database database) {
        this.database = database;
    }

    /** A key as it is kept in caches. */
    record PassKey(String base64) {

        static PassKey of(byte[] key) {
            return new PassKey(Base64.getEncoder().encodeToString(key));
        }

        byte[] bytes() {
            return Base64.getDecoder().decode(base64);
        }

        @Override
        public String toString() {
            return "PassKey";
        }
    }

    /** Completes empty if the channel has none. */
    Mono<PassKey> of(ChannelId channel) {
        return database.readFresh(client -> client.sql("select key from viewer_pass_keys where channel_id = $1")
                .bind(0, channel.value())
                .map(row -> PassKey.of(row.get(0, byte[].class)))
                .one());
    }

    /** The channel's key, which is the given one if it had none; of two who ask at once both get the same. */
    Mono<PassKey> ofOrElse(ChannelId channel, byte[] fresh) {
        return database.write(client -> client.sql("""
                        insert into viewer_pass_keys as known (channel_id, key) values ($1, $2)
                        on conflict (channel_id) do update set key = known.key
                        returning key
                        """)
                .bind(0, channel.value())
                .bind(1, fresh)
                .map(row -> PassKey.of(row.get(0, byte[].class)))
                .one());
    }

    Mono<Void> delete(ChannelId channel) {
        return database.write(client -> client.sql("delete from viewer_pass_keys where channel_id = $1")
                .bind(0, channel.value())
                .fetch()
                .rowsUpdated()
                .then());
    }
}

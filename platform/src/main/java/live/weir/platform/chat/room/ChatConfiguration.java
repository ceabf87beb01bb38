package live.weir.platform.chat.room;

import java.time.Clock;
import java.util.Map;
import live.weir.platform.audience.Engagement;
import live.weir.platform.channel.ChannelService;
import live.weir.platform.chat.history.ChatHistory;
import live.weir.platform.chat.history.HistoryBuffer;
import live.weir.platform.chat.protocol.ChatCodec;
import live.weir.platform.chat.words.Scorer;
import live.weir.platform.chat.words.SentimentScorer;
import live.weir.platform.chat.words.WordListScorer;
import live.weir.platform.chat.words.WordListSentiment;
import live.weir.platform.infrastructure.NodeSettings;
import live.weir.platform.infrastructure.database.PartitionedTable;
import live.weir.platform.live.LiveBroadcasts;
import live.weir.platform.web.ClientAddress;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;

/** Joins chat together; a node without the role {@code chat} has no door to it. */
@Configuration(proxyBeanMethods = false)
class ChatConfiguration {

    @Bean
    ChatCodec chatCodec() {
        return new ChatCodec();
    }

    @Bean
    RoomParts roomParts(
            RoomLog log,
            RoomTally tally,
            ChatCodec codec,
            HistoryBuffer buffer,
            ChatHistory history,
            HeldMessages held,
            Memberships memberships,
            LiveBroadcasts live,
            RaidShield raids,
            ChatSettings settings,
            ObjectProvider<Scorer> scorer,
            Liveliness liveliness,
            ChatMeters meters,
            Clock clock) {
        return new RoomParts(
                log,
                tally,
                codec,
                buffer,
                history,
                held,
                memberships,
                live,
                raids,
                settings.raid(),
                scorer.getIfAvailable(WordListScorer::new),
                liveliness,
                meters,
                clock);
    }

    @Bean
    Liveliness liveliness(ObjectProvider<SentimentScorer> scorer, Engagement engagement) {
        return new Liveliness(scorer.getIfAvailable(WordListSentiment::new), engagement);
    }

    @Bean
    SocketParts chatSocketParts(
            Rooms rooms, ChatAccess access, Conversation conversation, ChatCodec codec, ChatMeters meters) {
        return new SocketParts(rooms, access, conversation, codec, meters);
    }

    @Bean
    HandlerMapping chatSocketMapping(
            SocketParts parts, ChannelService channels, ClientAddress addresses, NodeSettings node) {
        Map<String, Object> doors = node.roles().contains(NodeSettings.Role.CHAT)
                ? Map.of("/ws/chat/{slug}", new ChatDoor(parts, channels, addresses))
                : Map.of();
        return new SimpleUrlHandlerMapping(doors, Ordered.HIGHEST_PRECEDENCE + 101);
    }

    @Bean
    PartitionedTable chatMessages(ChatSettings settings) {
        return new PartitionedTable("chat_messages", settings.retention());
    }

    @Bean
    PartitionedTable chatModeration(ChatSettings settings) {
        return new PartitionedTable("chat_moderation", settings.retention());
    }
}

package live.weir.signaling.stage;

/**
 * What a stage knows of its channel.
 *
 * @param id stable, unlike the slug
 */
public record ChannelCard(String id, String slug, String title) {}

package live.weir.platform.channel;

/** Somebody, as everybody may know them: a channel's owner, a moderator. */
public record Person(String handle, String displayName) {}

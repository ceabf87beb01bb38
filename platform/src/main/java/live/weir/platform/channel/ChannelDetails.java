package live.weir.platform.channel;

/** What an owner may change of a channel, valid and in its normal form. */
record ChannelDetails(String title, String description, String language, Visibility visibility) {}

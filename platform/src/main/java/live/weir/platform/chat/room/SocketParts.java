package live.weir.platform.chat.room;

import live.weir.platform.chat.protocol.ChatCodec;

/** What all sockets of a node share. */
record SocketParts(Rooms rooms, ChatAccess access, Conversation conversation, ChatCodec codec, ChatMeters meters) {}

package live.weir.platform.security;

/** What an account may do everywhere; what it may do on one channel follows from that channel. */
public enum Role {
    VIEWER,
    PERFORMER,
    MODERATOR,
    ADMIN
}

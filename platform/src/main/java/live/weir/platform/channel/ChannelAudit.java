package live.weir.platform.channel;

import live.weir.platform.audit.AuditLog;
import live.weir.platform.security.Caller;
import live.weir.platform.web.ClientAddress;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/** Notes who did what to channels. */
@Component
class ChannelAudit {

    private final AuditLog log;
    private final ClientAddress addresses;

    ChannelAudit(AuditLog log, ClientAddress addresses) {
        this.log = log;
        this.addresses = addresses;
    }

    /** @param detail which key, which moderator */
    void note(String action, Caller by, String slug, ServerHttpRequest from, String detail) {
        log.record(action, by.handle(), Slug.canonical(slug), addresses.of(from).getHostAddress(), detail);
    }
}

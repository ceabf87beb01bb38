package live.weir.platform.account;

import java.util.UUID;
import live.weir.platform.identity.AccountId;
import live.weir.platform.infrastructure.cache.CacheCodec;
import tools.jackson.databind.json.JsonMapper;

/** A summary as it stands in the shared cache. */
final class SummaryCodec implements CacheCodec<AccountSummary> {

    private final JsonMapper json;

    private record Form(UUID id, String handle, String displayName) {}

    SummaryCodec(JsonMapper json) {
        this.json = json;
    }

    @Override
    public byte[] encode(AccountSummary value) {
        return json.writeValueAsBytes(new Form(value.id().value(), value.handle(), value.displayName()));
    }

    @Override
    public AccountSummary decode(byte[] bytes) {
        Form form = json.readValue(bytes, Form.class);
        return new AccountSummary(new AccountId(form.id()), form.handle(), form.displayName());
    }
}

package live.weir.platform.account;

import live.weir.platform.identity.AccountId;

/** What everybody may know of an account. */
public record AccountSummary(AccountId id, String handle, String displayName) {}

package live.weir.platform.account;

import live.weir.platform.identity.AccountId;

/** An account is gone, with everything that belongs to it. Published after that is committed. */
public record AccountDeleted(AccountId id, String handle) {}

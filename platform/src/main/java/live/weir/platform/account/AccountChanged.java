package live.weir.platform.account;

/** An account's name or roles are different now. Published after the change is committed. */
public record AccountChanged(AccountSummary account) {}

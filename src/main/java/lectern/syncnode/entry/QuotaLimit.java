package lectern.syncnode.entry;

import java.util.OptionalLong;

/// What the operator grants one account. Empty: as everybody gets; 0: no limit.
public record QuotaLimit(OptionalLong bytes, OptionalLong stores) {
    public static final QuotaLimit USUAL = new QuotaLimit(OptionalLong.empty(), OptionalLong.empty());
}

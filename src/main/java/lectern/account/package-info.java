/// One person, every protocol: who somebody is, how they prove it, and what they may then do.
///
/// Read in this order: [Account] and [AccountName] (identity), [Presented] and [SignIn] (proof), [Caller] and
/// [Scope] (what it opens), [Accounts], [DeviceKeys], [Sessions], [Invites] and [ActivityLog] (what is stored).
@NullMarked
package lectern.account;

import org.jspecify.annotations.NullMarked;

package lectern.account;

import lectern.db.Row;

/// The one place that knows the columns of `account`.
final class AccountRow {
    private final Privacy privacy;

    AccountRow(Privacy privacy) {
        this.privacy = privacy;
    }

    Account read(Row row) {
        var id = new AccountId(row.text("id"));
        return new Account(
                id,
                new AccountName(privacy.open(row.bytes("name_sealed"), id)),
                row.optionalBytes("mail_sealed").map(hidden -> new MailAddress(privacy.open(hidden, id))),
                Role.of(row.text("role")),
                row.flag("disabled"),
                row.flag("keys_only"),
                row.flag("claimed"),
                row.whole("stamp"),
                row.instant("created_at"));
    }
}

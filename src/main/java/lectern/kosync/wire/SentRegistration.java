package lectern.kosync.wire;

import java.util.Optional;

import lectern.account.Presented.Md5Key;

/// A wish for an account. The protocol calls the MD5 of the password `password`; `invite` is ours.
public record SentRegistration(Md5Key wanted, Optional<String> invite) {
    public static SentRegistration parse(Fields sent) {
        return new SentRegistration(new Md5Key(sent.requiredText("username"), key(sent)), sent.text("invite"));
    }

    /// The key in `password`: 1 to 128 characters.
    public static String key(Fields sent) {
        var key = sent.requiredText("password");
        if (key.isEmpty() || key.codePointCount(0, key.length()) > 128) {
            throw new Refusal(new KosyncError.InvalidField("password"));
        }
        return key;
    }
}

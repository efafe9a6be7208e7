package lectern.account;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Hides names in the database. Whoever steals it without the secret of the server can neither read names nor try
/// likely ones: they are looked up by a keyed hash and shown from a sealed copy.
public final class Privacy {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Hmac lookup;
    private final Hmac tokens;
    private final SecretKey sealing;
    private final byte[] names;
    private final String fingerprint;
    private final SecureRandom random;

    public Privacy(String secret, SecureRandom random) {
        var bytes = secret.getBytes(StandardCharsets.UTF_8);
        this.lookup = new Hmac(derive(bytes, "lectern lookup"));
        this.tokens = new Hmac(derive(bytes, "lectern tokens"));
        this.sealing = new SecretKeySpec(derive(bytes, "lectern sealing"), "AES");
        this.names = derive(bytes, "lectern names");
        this.fingerprint = HexFormat.of().formatHex(derive(bytes, "lectern fingerprint"), 0, 16);
        this.random = random;
    }

    /// Says whether two secrets are the same, and nothing else about them.
    public String fingerprint() {
        return fingerprint;
    }

    /// Under what a name or mail address is found, however it is spelt.
    String lookup(String nameOrMail) {
        var form = AccountName.lookupForm(nameOrMail).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(lookup.of(form));
    }

    /// Under what a token is stored that was made of a password.
    String token(String token) {
        return HexFormat.of().formatHex(tokens.of(token.getBytes(StandardCharsets.UTF_8)));
    }

    /// What hashes the names that one account gives its stores. Nobody can tell that two accounts use the same name.
    NameKey names(byte[] keySalt) {
        return new NameKey(new Hmac(
                derive(HKDFParameterSpec.ofExtract().addIKM(names).addSalt(keySalt), "lectern names of one account")));
    }

    /// Opens only for the same owner, so that sealed texts cannot be exchanged between rows.
    public byte[] seal(String clear, AccountId owner) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        var text = clear.getBytes(StandardCharsets.UTF_8);
        var hidden = new byte[NONCE_BYTES + text.length + TAG_BITS / 8];
        System.arraycopy(nonce, 0, hidden, 0, NONCE_BYTES);
        try {
            cipher(Cipher.ENCRYPT_MODE, nonce, owner).doFinal(text, 0, text.length, hidden, NONCE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has AES-GCM
        }
        return hidden;
    }

    public String open(byte[] hidden, AccountId owner) {
        return openIfOurs(hidden, owner)
                .orElseThrow(() -> new IllegalStateException("a sealed name of account " + owner + " is damaged"));
    }

    /// For what was handed out and came back. Empty when it was not sealed here, or for another owner.
    public Optional<String> openIfOurs(byte[] hidden, AccountId owner) {
        if (hidden.length < NONCE_BYTES) {
            return Optional.empty();
        }
        try {
            var nonce = Arrays.copyOf(hidden, NONCE_BYTES);
            var text =
                    cipher(Cipher.DECRYPT_MODE, nonce, owner).doFinal(hidden, NONCE_BYTES, hidden.length - NONCE_BYTES);
            return Optional.of(new String(text, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException _) {
            return Optional.empty(); // every byte of it is authenticated
        }
    }

    private Cipher cipher(int mode, byte[] nonce, AccountId owner) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, sealing, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(owner.value().getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }

    private static byte[] derive(byte[] secret, String purpose) {
        return derive(HKDFParameterSpec.ofExtract().addIKM(secret), purpose);
    }

    private static byte[] derive(HKDFParameterSpec.Builder extracted, String purpose) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(extracted.thenExpand(purpose.getBytes(StandardCharsets.US_ASCII), 32));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK from 25 on has it
        }
    }
}

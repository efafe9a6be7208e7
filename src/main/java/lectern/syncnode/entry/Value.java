package lectern.syncnode.entry;

/// What a put stores. Bytes in a blob are on the disk already, put into the blob store on behalf of the account that
/// writes; the step that writes the row claims them, and one that fails leaves them unclaimed.
public record Value(Content content, Properties properties) {}

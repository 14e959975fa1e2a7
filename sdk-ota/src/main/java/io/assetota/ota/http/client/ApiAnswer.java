package io.assetota.ota.http.client;

import java.net.URI;
import java.util.Optional;

/**
 * What a server answered, whole.
 *
 * @param uri what was asked
 * @param status of the answer
 * @param etag its entity tag
 * @param content its body; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // read once, by whoever asked
public record ApiAnswer(URI uri, int status, Optional<String> etag, byte[] content) {}

package io.assetota.server.web;

import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;

/** The parameters in the query of a request. */
public final class Query {
  private final Request request;

  Query(Request request) {
    this.request = request;
  }

  /** A parameter's value, or the first of several. */
  public Optional<String> value(String name) throws HttpException {
    return Optional.ofNullable(parameters().getValue(name));
  }

  /** A parameter that is a number. */
  public Optional<Long> number(String name) throws HttpException {
    Optional<String> text = value(name);
    try {
      return text.map(Long::valueOf);
    } catch (NumberFormatException e) {
      throw HttpException.badRequest(name + " is no number");
    }
  }

  /** Refuses a query with other parameters than these, or with one of them twice. */
  public void requireOnly(String... names) throws HttpException {
    for (Fields.Field field : parameters()) {
      if (!List.of(names).contains(field.getName())) {
        throw HttpException.badRequest(
            "There is no parameter "
                + field.getName()
                + (names.length == 0 ? "" : "; there is " + String.join(", ", names)));
      }
      if (field.hasMultipleValues()) {
        throw HttpException.badRequest(field.getName() + " is there twice");
      }
    }
  }

  private Fields parameters() throws HttpException {
    try {
      return Request.extractQueryParameters(request);
    } catch (RuntimeException e) {
      // Jetty has several of them for escapes that are cut off, and for bytes that are no UTF-8.
      throw HttpException.badRequest("The query is not in UTF-8, or its escapes are wrong");
    }
  }
}

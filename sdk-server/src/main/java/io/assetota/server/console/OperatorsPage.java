package io.assetota.server.console;

import io.assetota.server.fleet.Tokens.Token;
import io.assetota.server.fleet.operators.Operator;
import java.util.List;
import java.util.Optional;

/**
 * Those who use the console and the API.
 *
 * @param frame what is around the page
 * @param operators all of them, by name
 * @param tokens all tokens
 */
record OperatorsPage(Frame frame, List<Operator> operators, List<Token> tokens) {
  /** The tokens of an operator. */
  List<Token> of(Operator operator) {
    return tokens.stream()
        .filter(token -> token.operator().equals(Optional.of(operator.name())))
        .toList();
  }
}

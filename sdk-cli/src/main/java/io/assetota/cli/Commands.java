package io.assetota.cli;

import io.assetota.cli.output.Console;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;

/** All commands, in the order of the help. A new command gets its line here. */
final class Commands {
  private final Console console;
  private final Map<String, Function<Console, Subcommand>> makers = new LinkedHashMap<>();

  Commands(Console console) {
    this.console = console;
    makers.put("demo", DemoCommand::new);
    makers.put("bundle", BundleCommand::new);
    makers.put("inspect", InspectCommand::new);
    makers.put("verify", VerifyCommand::new);
    makers.put("sign", SignCommand::new);
    makers.put("keygen", KeygenCommand::new);
    makers.put("keyring", KeyringCommand::new);
    makers.put("unpack", UnpackCommand::new);
    makers.put("assets", AssetsCommand::new);
    makers.put("wrap", WrapCommand::new);
    makers.put("unwrap", UnwrapCommand::new);
    makers.put("flash", FlashCommand::new);
    makers.put("device", DeviceCommand::new);
    makers.put("serve", ServeCommand::new);
    makers.put("rollout", RolloutCommand::new);
    makers.put("agent", AgentCommand::new);
    makers.put("publish", PublishCommand::new);
    makers.put("flash-stm32", FlashStm32Command::new);
    makers.put("emulate", EmulateCommand::new);
    makers.put("image", ImageCommand::new);
    makers.put("panel-test", PanelTestCommand::new);
    makers.put("play", PlayCommand::new);
    makers.put("completion", CompletionCommand::new);
    makers.put("training", TrainingCommand::new);
  }

  /** Describes all commands to picocli. */
  CommandLine commandLine() {
    CommandLine root = new CommandLine(new AssetOta());
    makers.forEach((name, maker) -> add(root, name, maker.apply(console)));
    return root;
  }

  /**
   * Describes only the command that the arguments begin with. Describing one takes longer than most
   * take to run, so all are described only if the help, or a word that is no command, asks for it.
   */
  CommandLine commandLine(String... args) {
    if (args.length == 1 && args[0].equals("--version")) {
      return new CommandLine(new AssetOta());
    }
    Function<Console, Subcommand> maker = args.length > 0 ? makers.get(args[0]) : null;
    if (maker == null) {
      return commandLine();
    }
    CommandLine root = new CommandLine(new AssetOta());
    add(root, args[0], maker.apply(console));
    return root;
  }

  private static void add(CommandLine parent, String name, Subcommand command) {
    CommandLine line = new CommandLine(command);
    command.children().forEach(c -> add(line, c.name(), c));
    parent.addSubcommand(name, line);
  }
}

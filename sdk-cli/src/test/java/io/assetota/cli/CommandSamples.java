package io.assetota.cli;

import com.google.common.base.Splitter;
import io.assetota.cli.testing.Inputs;
import io.assetota.cli.testing.Ran;
import io.assetota.core.model.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;

/**
 * Command lines for all commands, in which each operand and each option with a value is there at
 * least once, so that tests can spoil one after the other. A new command gets its line here.
 */
final class CommandSamples {
  /** In front of each operand stands its label. Files are those that are made below. */
  private static final String LINES =
      """
      demo --folder taken
      bundle APP.bin|DIR folder.bin --files assets --assets assets --env env.json --save-to out.zip
      inspect FILE sample.zip
      verify FILE.zip sample.zip --platform linux --key r.pub --threshold 1
      verify FILE.zip sample.zip --keyring kr.json
      sign FILE.zip sample.zip --key r.key --output signed.zip --product kiosk --counter 7 \
      --not-before 1d --expires 9d --platform linux --keyring kr.json
      keygen --output new.key
      keyring create --product kiosk --key r.pub --threshold 1 --keyring-key r.pub \
      --keyring-threshold 1 --expires 9d --sign-with r.key --output kr1.json
      keyring rotate KEYRING kr.json --key r.pub --threshold 1 --keyring-key r.pub \
      --keyring-threshold 1 --expires 9d --sign-with r.key --output kr2.json
      keyring sign KEYRING kr.json --sign-with r.key --after kr.json
      keyring show KEYRING kr.json --after kr.json
      unpack FILE.zip sample.zip DIR unpacked
      assets list APP.bin|FILE.zip app.bin
      assets strip APP.bin|FILE.zip app.bin --output stripped.bin
      wrap PAYLOAD app.jar --platform linux --app-version 1 --product-id 7 --output wrapped.bin
      wrap PAYLOAD assets --command ./a.txt --app-version 1 --output wrapped2.bin
      unwrap APP.bin|FILE.zip app.bin --output unwrapped.jar
      flash FILE.zip|URL sample.zip --home home --platform linux --keyring kr.json \
      --confirm-within 10m
      flash FILE.zip|URL WEB/b.zip --home home --limit-rate 1m --header-file header
      flash FILE.zip|URL WEB/b.zip --home home --ca ca.pem
      flash FILE.zip|URL WEB/b.zip --home home --client-cert store.p12 \
      --client-password-file secret
      device --home device
      device --home device --files
      serve --data data --port PORT --host 127.0.0.1 --token tttttttttttttttt --operator-token oooooooooooooooo \
      --public-url WEB --poll 5m --max-bundle 1g
      serve --data taken --port PORT --admin-password-file secret
      serve --data taken --port PORT --metrics-token-file secret
      serve --data data --port PORT --tls store.p12 --tls-password-file secret
      rollout BUNDLE.zip sample.zip --server WEB --token tttttttttttttttt --device gw-7
      rollout BUNDLE.zip sample.zip --server WEB --token-file secret --all --first 10%
      rollout BUNDLE.zip sample.zip --server WEB --token tttttttttttttttt --header-file header
      rollout BUNDLE.zip sample.zip --server WEB --token tttttttttttttttt --ca ca.pem
      rollout BUNDLE.zip sample.zip --server WEB --token tttttttttttttttt --client-cert store.p12 \
      --client-password-file secret
      rollout BUNDLE.zip sample.zip --server WEB --token-file secret --tag lab --waves 1,10% \
      --soak 1h --wave-failures 1 --max-failures 2% --hold --force --mode soft \
      --window 02:30-04:30 --confirm --wait --wait-timeout 1s --quiet
      rollout BUNDLE.zip sample.zip --server WEB --token-file secret --selection s --dry-run \
      --max-content 1m
      rollout BUNDLE.zip sample.zip --server WEB --token-file secret --devices-from taken
      operator list --server WEB \
      --token-file secret --client-cert store.p12 --client-password-file secret
      operator add NAME bob --role read --no-password --server WEB \
      --token-file secret --client-cert store.p12 --client-password-file secret
      operator role NAME bob ROLE read --server WEB \
      --token-file secret --client-cert store.p12 --client-password-file secret
      operator password NAME bob --server WEB \
      --token-file secret --client-cert store.p12 --client-password-file secret
      operator token NAME bob --name ci --server WEB \
      --token-file secret --client-cert store.p12 --client-password-file secret
      operator token NAME bob --revoke 7 --server WEB \
      --token-file secret --client-cert store.p12 --client-password-file secret
      operator remove NAME bob --server WEB \
      --token-file secret --client-cert store.p12 --client-password-file secret
      operator audit --operator bob --action rollout.create --target 7 --before 9 --server WEB \
      --token-file secret --client-cert store.p12 --client-password-file secret
      fleet rollouts --server WEB \
      --token-file secret --client-cert store.p12 --client-password-file secret
      fleet wait ROLLOUT 1 --server WEB --wait-timeout 1s --quiet \
      --token-file secret --client-cert store.p12 --client-password-file secret
      fleet pause ROLLOUT 1 --server WEB \
      --token-file secret --client-cert store.p12 --client-password-file secret
      fleet resume ROLLOUT 1 --server WEB \
      --token-file secret --client-cert store.p12 --client-password-file secret
      fleet cancel ROLLOUT 1 --server WEB \
      --token-file secret --client-cert store.p12 --client-password-file secret
      fleet releases --server WEB \
      --token-file secret --client-cert store.p12 --client-password-file secret
      fleet block RELEASE 1 --reason why --server WEB \
      --token-file secret --client-cert store.p12 --client-password-file secret
      fleet unblock RELEASE 1 --server WEB \
      --token-file secret --client-cert store.p12 --client-password-file secret
      fleet tag DEVICE gw-7 --add lab --remove line --server WEB \
      --token-file secret --client-cert store.p12 --client-password-file secret
      fleet select NAME lab QUERY tag==lab --server WEB \
      --token-file secret --client-cert store.p12 --client-password-file secret
      fleet select NAME lab --delete --server WEB \
      --token-file secret --client-cert store.p12 --client-password-file secret
      agent --home home --server WEB --device gw-7 --platform linux --tenant T --token tttttttttttttttt \
      --keyring kr.json --confirm-within 10m --limit-rate 1m --on-update true --interval 1h \
      --tag lab --once
      agent --home home --server WEB --device gw-7 --token-file secret --header-file header --once
      agent --home home --server WEB --device gw-7 --gateway-token tttttttttttttttt --ca ca.pem --once
      agent --home home --server WEB --device gw-7 --client-cert store.p12 \
      --client-password-file secret --once
      run --home taken --server WEB --device gw-7 --tenant T --token tttttttttttttttt \
      --keyring kr.json --confirm-within 10m --limit-rate 1m --interval 1h --steady 1m --tag lab
      run --home taken --server WEB --device gw-7 --token-file secret --header-file header
      run --home taken --server WEB --device gw-7 --gateway-token tttttttttttttttt --ca ca.pem
      run --home taken --server WEB --device gw-7 --client-cert store.p12 \
      --client-password-file secret
      publish BUNDLE.zip sample.zip --hawkbit WEB --user u --password pppp --name n --version 1 \
      --type t --set-type s --header-file header
      publish BUNDLE.zip sample.zip --hawkbit WEB --user u --password-file secret --ca ca.pem
      publish BUNDLE.zip sample.zip --hawkbit WEB --user u --password-file secret --rollout \
      --rollout-name r --all --waves 1,10% --wave-failures 1 --max-failures 2% --hold --wait \
      --wait-timeout 1s --quiet
      publish BUNDLE.zip sample.zip --hawkbit WEB --user u --password-file secret --rollout \
      --target-filter id==* --first 1 --mode soft --confirm
      publish BUNDLE.zip sample.zip --hawkbit WEB --user u --password-file secret --rollout \
      --tag lab
      publish BUNDLE.zip sample.zip --hawkbit WEB --user u --password pppp \
      --client-cert store.p12 --client-password-file secret
      migrate --from data --hawkbit WEB --user u --password pppp --gateway-token-file secret \
      --new-tokens tokens --type t --set-type s --header-file header
      migrate --from data --hawkbit WEB --user u --password-file secret --ca ca.pem --dry-run
      migrate --from data --hawkbit WEB --user u --password pppp --client-cert store.p12 \
      --client-password-file secret
      flash-stm32 IMAGE app.jar --port no-port --baud 115200 --boot-control none
      flash-stm32 IMAGE app.jar --port no-port --expect-version 1 --version-address 0x08003FFC
      flash-stm32 IMAGE app.jar --port no-port --expect-version 1 --version-query V \
      --version-baud 9600 --version-within 30s
      flash-avr IMAGE app.jar --port no-port --baud 115200 --reset none --boot-loader-size 512
      flash-smp IMAGE app.jar --port no-port --baud 115200 --boot-control none --image 0 --mtu 128
      flash-smp IMAGE app.jar --port no-port --expect-version 1.2.3 --version-within 1s
      flash-smp IMAGE app.jar --port no-port --test
      flash-smp IMAGE app.jar --port no-port --confirm
      flash-xmodem IMAGE app.jar --port no-port --baud 115200 --boot-control none --menu gecko
      emulate stm32 --port taken --chip f103 --baud-timing 115200 --fault lost-ack:1 --seconds 1
      emulate esp32 --port taken --chip c3 --baud-timing 115200 --fault reset:1 --seconds 1
      emulate avr --port taken --chip m8 --baud-timing 115200 --fault reset:1 --seconds 1
      emulate xmodem --port taken --baud-timing 115200 --fault reset:1 --seconds 1
      emulate smp --port taken --program app.jar --baud-timing 115200 --fault reset:1 --seconds 1
      emulate smp --port taken --recovery
      image IN.png in.png OUT.img out.img --panel ili9341 --rotation 0 --layout rows \
      --byte-order little --scaling fit --dither none --background 000000
      panel-test --panel ili9341 --rotation 0 --colours rgb --inversion on --picture card.png
      panel-test --panel ili9341 --spi 9.9 --hertz 1000000 --dc 25 --reset 24 --light 23
      play FILE bell.wav --device none --gain 0 --times 1 --wav heard.wav
      completion
      manual DIR man1 --date 2026-01-01
      training
      """;

  private final Path folder;
  private final String web;
  private final int busyPort;

  /**
   * Makes the files.
   *
   * @param web the address of a server that refuses everything
   * @param busyPort a port that nobody can listen at, so that no server runs for ever
   */
  CommandSamples(Path folder, String web, int busyPort) throws IOException {
    this.folder = folder;
    this.web = web;
    this.busyPort = busyPort;
    Inputs inputs = new Inputs(folder);
    inputs.bundle("sample.zip", 3, "a.txt", "text");
    inputs.application(Platform.LINUX, 3);
    inputs.assets("a.txt", "text");
    for (Map.Entry<String, String> file :
        Map.of(
                "env.json", "{\"A\": \"b\"}",
                "app.jar", "jar",
                "taken", "a file",
                "secret", "sesame",
                "header", "X-Note: note",
                "in.png", "no picture",
                "bell.wav", "no sound",
                "store.p12", "no store",
                "ca.pem", "no certificate")
            .entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
    Files.createDirectory(folder.resolve("device"));
    inputs.run("keygen -o r.key").succeeds();
    Ran.asset_ota(
            "wrap",
            folder.resolve("assets"),
            "--command",
            "./a.txt",
            "--app-version",
            1,
            "-o",
            folder.resolve("folder.bin"))
        .succeeds();
    inputs
        .run("keyring create --product kiosk --key r.pub --sign-with r.key -o kr.json")
        .succeeds();
  }

  /** A command line and where in it one value is. */
  record Place(CommandModel.Known command, ArgSpec argument, List<String> words, int index) {
    /** The command line with another value there. */
    List<String> with(String value) {
      List<String> changed = new ArrayList<>(words);
      changed.set(index, value);
      return changed;
    }

    String label() {
      return CommandModel.label(argument);
    }

    @Override
    public String toString() {
      return command + " " + label();
    }
  }

  /** The first place of each operand and option with a value that the commands have. */
  List<Place> places() {
    List<Place> places = new ArrayList<>();
    for (CommandModel.Known command : CommandModel.leaves().toList()) {
      for (ArgSpec argument : command.arguments()) {
        if (argument.arity().max() > 0) {
          places.add(
              lines(command).stream()
                  .flatMap(line -> place(command, argument, line).stream())
                  .findFirst()
                  .orElseGet(() -> added(command, argument)));
        }
      }
    }
    return places;
  }

  /** A command without a line is tried with what it requires. */
  private static List<String> lines(CommandModel.Known command) {
    List<String> lines =
        LINES.lines().filter(l -> (l + " ").startsWith(command.name() + " ")).toList();
    return lines.isEmpty()
        ? List.of(
            command.name()
                + command.arguments().stream()
                    .filter(ArgSpec::required)
                    .map(a -> " " + CommandModel.label(a) + " none")
                    .collect(Collectors.joining()))
        : lines;
  }

  /** An option that is in no line is tried behind the first. */
  private Place added(CommandModel.Known command, ArgSpec argument) {
    if (!argument.isOption()) {
      throw new AssertionError(command + " " + CommandModel.label(argument) + " has no sample");
    }
    String line = lines(command).get(0) + " " + CommandModel.label(argument) + " none";
    return place(command, argument, line).orElseThrow();
  }

  private Optional<Place> place(CommandModel.Known command, ArgSpec wanted, String line) {
    List<String> words = new ArrayList<>(command.path());
    int found = -1;
    List<String> rest =
        Splitter.on(' ').omitEmptyStrings().splitToList(line.substring(command.name().length()));
    for (int i = 0; i < rest.size(); i++) {
      String label = rest.get(i);
      Optional<ArgSpec> argument =
          command.arguments().stream().filter(a -> CommandModel.label(a).equals(label)).findFirst();
      if (argument.isEmpty()) {
        throw new AssertionError(command + " has no " + label);
      }
      if (argument.get().isOption()) {
        words.add(label);
      }
      if (argument.get().arity().max() > 0) {
        found = argument.get() == wanted ? words.size() : found;
        words.add(value(rest.get(++i)));
      }
    }
    return found < 0
        ? Optional.empty()
        : Optional.of(new Place(command, wanted, List.copyOf(words), found));
  }

  /** Names of files are in the folder. */
  private String value(String word) {
    String text = word.replace("WEB", web).replace("PORT", "" + busyPort);
    boolean file =
        text.matches("[a-z0-9-]+\\.(bin|zip|json|key|pub|jar|png|img|wav|pem|p12)")
            || List.of(
                    "assets",
                    "home",
                    "device",
                    "data",
                    "taken",
                    "unpacked",
                    "secret",
                    "header",
                    "no-port")
                .contains(text);
    return file ? folder.resolve(text).toString() : text;
  }
}

import io.assetota.maven.it.DeliveredBundle

def bundle = DeliveredBundle.builtTwice(basedir.toPath(), "first.zip", "target/board-2.1.0-bundle.zip")
bundle.requireAssets("board.json")
bundle.requireAnswer(/started on port (\d+)/, "/greeting", "Hello from Spring Boot, version 2.1.0")

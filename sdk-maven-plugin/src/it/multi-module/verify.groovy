import io.assetota.maven.it.DeliveredBundle

def bundle = DeliveredBundle.builtTwice(basedir.toPath(), "app/first.zip", "app/target/app-3.0-SNAPSHOT-bundle.zip")
bundle.requireAssets("sun.txt")
bundle.requireOutput("Welcome to the fair 2026.1, dear guest")

import io.assetota.maven.it.DeliveredBundle

def bundle = DeliveredBundle.builtTwice(basedir.toPath(), "first.zip", "target/kiosk-1.0.3-SNAPSHOT-bundle.zip")
bundle.requireAssets("settings.json")
bundle.requireOutput("Good morning: 42 from version 1.0.3-SNAPSHOT")
DeliveredBundle.requireInstalled(basedir.toPath().resolve("device"), "1.0.3-SNAPSHOT")

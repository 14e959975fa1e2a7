import io.assetota.maven.it.DeliveredBundle

def bundle = DeliveredBundle.builtTwice(basedir.toPath(), "first.zip", "target/gate-7-bundle.zip")
bundle.requireAssets()
bundle.requireAnswer(/Listening on: http:\/\/[^:]+:(\d+)/, "/greeting", "Hello from Quarkus, version 7")

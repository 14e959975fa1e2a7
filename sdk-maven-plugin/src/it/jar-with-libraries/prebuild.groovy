import io.assetota.core.release.SigningKey
import java.nio.file.Files
import java.security.SecureRandom

def key = SigningKey.generate(new SecureRandom())
key.writeTo(basedir.toPath().resolve("release.key"))
Files.writeString(basedir.toPath().resolve("release.pub"), key.publicKey().toPem())
return true

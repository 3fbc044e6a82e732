namespace DockerLsp.Tests.Engine.Rules.Security;

public sealed class SecretInVariableTests
{
    private static Verification Rule => Verify.Only("DL3064");

    [Theory]
    [InlineData("FROM debian:12\nARG [|NPM_TOKEN|]")]
    [InlineData("ARG [|NPM_TOKEN|]\nFROM debian:12 AS a\nARG [|NPM_TOKEN|]\nFROM a\nENV [|DB_PASSWORD|]=b")]
    [InlineData("FROM debian:12\nENV [|API_KEY|]=abc")]
    [InlineData("FROM debian:12\nENV [|REDIS_PASS|]=abc [|DBPASSWORD|]=d")]
    [InlineData("FROM debian:12\nARG [|secret|]=1")]
    [InlineData("FROM debian:12\nENV [|PASSPHRASE|]=abc")]
    [InlineData("FROM debian:12\nENV [|password|]=a [|secret|]=b")]
    [InlineData("FROM debian:12\nARG [|SECRET_PASSPHRASE|]")]
    [InlineData("FROM debian:12\nARG [|super_secret_token|]=x [|auth|]=y")]
    [InlineData("FROM debian:12\nENV [|apikey|]=x other=y")]
    [InlineData("FROM debian:12\nENV [|git_key|]=x")]
    [InlineData("FROM debian:12\nENV [|DB_PASSWORD|] x")]
    [InlineData("FROM debian:12\nENV [|MYSQL_ROOT_PASSWORD|]=x")]
    [InlineData("FROM debian:12\nARG [|AWS_SECRET_ACCESS_KEY|]")]
    [InlineData("FROM debian:12\nENV [|private_key|]=x")]
    [InlineData("FROM debian:12\nENV [|CLIENT_KEY|]=x")]
    [InlineData("FROM debian:12\nENV [|GITHUB_TOKEN|]=$X")]
    [InlineData("FROM debian:12\nONBUILD ARG [|TOKEN|]")]
    [InlineData("FROM debian:12\nARG A [|PASSWD|]")]
    [InlineData("FROM debian:12\nENV [|credentials|]=x")]
    [InlineData("ARG [|TOKEN|]\nFROM debian:12")]
    [InlineData("FROM debian:12\nENV A=1 \\\n  [|B_PWD|]=x")]
    public void Is_called_like_a_secret(string dockerfile) => Rule.Finds(dockerfile);

    [Theory]
    [InlineData("FROM debian:12\nARG VERSION")]
    [InlineData("FROM debian:12\nRUN <<EOF\nexport TOKEN=a\nEOF")]
    [InlineData("FROM debian:12\nENV PUBLIC_KEY=x")]
    [InlineData("FROM debian:12\nENV BYPASS=1 USE_TOKEN=1 COMPASS=x PASSENGER=y")]
    [InlineData("FROM debian:12\nARG public_token")]
    [InlineData("FROM debian:12\nENV TOKEN_FILE=/run/secrets/t")]
    [InlineData("FROM debian:12\nENV KEYCLOAK=x")]
    [InlineData("FROM debian:12\nENV TOKENIZERS_PARALLELISM=false")]
    [InlineData("FROM debian:12\nENV MONKEY=x")]
    [InlineData("FROM debian:12\nENV AUTHOR=x")]
    [InlineData("FROM debian:12\nENV PASSWORD_MIN_LENGTH=8")]
    [InlineData("FROM debian:12\nENV USE_TOKEN=true")]
    [InlineData("FROM debian:12\nENV GPG_KEY=A035C8C19219BA821ECEA86B64E628F8D684696D")]
    [InlineData("FROM debian:12\nENV SSL_KEY=/etc/ssl/key.pem")]
    [InlineData("FROM debian:12\nRUN export TOKEN=x")]
    [InlineData("FROM debian:12\nLABEL secret=x")]
    [InlineData("FROM debian:12\nARG KEYSERVER_URL=x")]
    public void Is_not(string dockerfile) => Rule.FindsNothing(dockerfile);
}

using System.Text;
using CsCheck;

namespace DockerLsp.Tests.Behaviour;

/// <summary>
/// Writes Dockerfiles in which package managers stand in all the shell that people write: every number gives another one, and
/// always the same.
/// </summary>
internal sealed class DockerfileGenerator
{
    private readonly PCG random;
    private readonly PackageFamily family;
    private readonly StringBuilder text = new();
    private readonly ShellWriter shell;
    private char escape = '\\';

    private DockerfileGenerator(int seed)
    {
        random = new PCG(17, (ulong)seed);
        family = Pick(PackageFamily.All);
        shell = new ShellWriter(random, family);
    }

    public static string Generate(int seed) => new DockerfileGenerator(seed).Write();

    private string Write()
    {
        if (Chance(4))
        {
            text.Append("# escape=`\n");
            escape = '`';
        }

        if (Chance(15))
        {
            text.Append("ARG GLOBAL=1\n");
        }

        var stages = Chance(25) ? 2 : 1;
        for (var i = 0; i < stages; i++)
        {
            WriteStage(i, stages);
        }

        return Chance(8) ? text.ToString().ReplaceLineEndings("\r\n") : Chance(10) ? text.ToString().TrimEnd() : text.ToString();
    }

    private void WriteStage(int number, int stages)
    {
        text.Append(number == 0 ? $"FROM {Pick(family.Images)}{(stages > 1 ? " AS base" : "")}\n" : Chance(60) ? "FROM base\n" : $"FROM {Pick(family.Images)}\n");
        if (Chance(25))
        {
            text.Append(Pick(family.Shells)).Append('\n');
        }

        var count = 2 + Next(6);
        var needsRefresh = Chance(85);
        for (var i = 0; i < count; i++)
        {
            if (Chance(22))
            {
                WriteOther();
            }
            else
            {
                WriteRun(needsRefresh && i == 0);
            }
        }
    }

    private void WriteOther() => text.Append(Pick(
        "ENV A=1\n", "ENV DEBIAN_FRONTEND=noninteractive\n", "ARG B=2\n", "WORKDIR /srv/app\n", "USER app\n", "USER root\n", "COPY . /app\n", "LABEL a=b\n",
        "EXPOSE 80\n", "VOLUME /data\n", "# a comment\n", "\n", "# hadolint ignore=DL3008\n", "ENTRYPOINT [\"/app\"]\n", "RUN [\"tool\", \"exec form\"]\n", "ONBUILD RUN tool\n"));

    private void WriteRun(bool startsWithRefresh)
    {
        var flags = Chance(88) ? "" : Pick("--mount=type=cache,target=/var/cache/apt ", "--network=none ", "--mount=type=secret,id=s ", "--mount=type=cache,target=/root/.cache/pip ");
        var parts = shell.Script(startsWithRefresh);
        if (Chance(14))
        {
            WriteHeredoc(flags, parts);
            return;
        }

        var style = Next(4);
        var script = new StringBuilder();
        for (var i = 0; i < parts.Count; i++)
        {
            var (join, command) = parts[i];
            if (i > 0)
            {
                script.Append(style switch
                {
                    0 => $" {join} ".Replace(" ;", ";", StringComparison.Ordinal),
                    1 when join != ";" && join != "&" => $" {escape}\n    {join} ",
                    _ => $"{(join == ";" ? "" : " ")}{join} {escape}\n  ",
                });
                if (style > 0 && Chance(10))
                {
                    // A comment between the lines of a RUN stands on a line of its own.
                    var at = script.ToString().LastIndexOf('\n') + 1;
                    script.Insert(at, Pick("# why\n", "  # it's so\n", "# hadolint ignore=DL3008\n"));
                }
            }

            script.Append(command);
        }

        text.Append($"RUN {flags}{script}{(Chance(3) ? " # done" : "")}\n");
    }

    private void WriteHeredoc(string flags, List<(string Join, string Command)> parts)
    {
        text.Append($"RUN {flags}<<{Pick("EOF", "-EOF", "'EOF'")}\n");
        for (var i = 0; i < parts.Count; i++)
        {
            var (join, command) = parts[i];
            text.Append(i == 0 ? "" : join == ";" ? "\n" : $" {join}{Pick(" ", "\n  ")}").Append(command);
            if (Chance(6) && i + 1 < parts.Count && parts[i + 1].Join == ";")
            {
                text.Append(" # so");
            }
        }

        text.Append("\nEOF\n");
    }

    private int Next(int count) => (int)random.Next((uint)count);

    private bool Chance(int percent) => Next(100) < percent;

    private T Pick<T>(params IReadOnlyList<T> items) => items[Next(items.Count)];
}

/// <summary>A package manager, and the images that have it.</summary>
internal sealed record PackageFamily(
    string[] Images, string[] Shells, string[] Refreshes, string[] Installs, string[] Cleanups)
{
    private static readonly string[] BashShells =
        ["SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]", "SHELL [\"/bin/bash\", \"-eo\", \"pipefail\", \"-c\"]", "SHELL [\"/bin/sh\", \"-ec\"]", "SHELL [\"/bin/bash\", \"-euxc\"]"];

    private static readonly PackageFamily Apt = new(
        ["debian:bookworm", "ubuntu:24.04", "python:3.12", "node:22-bookworm-slim", "acme/base:1"], BashShells,
        ["apt-get update", "apt-get update", "apt-get -qq update", "apt update", "apt-get update -y", "sudo apt-get update"],
        ["apt-get install -y curl", "apt-get install -y --no-install-recommends git make", "apt-get -y install gcc", "DEBIAN_FRONTEND=noninteractive apt-get install -y tzdata", "apt install -y vim", "apt-get upgrade -y", "sudo apt-get install -y jq", "apt-get install -y $PACKAGES", "apt-get install -y ./x.deb"],
        ["rm -rf /var/lib/apt/lists/*", "rm -rf /var/lib/apt/lists/*", "apt-get clean", "apt-get clean && rm -rf /var/lib/apt/lists/*", "apt-get purge -y gcc", "rm -rf /var/lib/apt/lists/* /tmp/x", "rm -rf /var/cache/apt/archives/*", "apt-get autoremove -y", "sudo rm -rf /var/lib/apt/lists/*"]);

    private static readonly PackageFamily Apk = new(
        ["alpine:3.20", "alpine:3.20", "python:3.12-alpine"],
        ["SHELL [\"/bin/ash\", \"-eo\", \"pipefail\", \"-c\"]", "SHELL [\"/bin/sh\", \"-ec\"]", "SHELL [\"/bin/sh\", \"-euxc\"]"],
        ["apk update", "apk update -q"],
        ["apk add curl", "apk add --no-cache git", "apk add --virtual .deps gcc", "apk add --update make", "apk upgrade", "apk -U add jq"],
        ["rm -rf /var/cache/apk/*", "apk del .deps", "apk cache clean", "rm -rf /var/cache/apk/* /tmp/x"]);

    private static readonly PackageFamily Dnf = new(
        ["fedora:41", "rockylinux:9", "almalinux:9"], BashShells,
        ["dnf makecache", "yum makecache"],
        ["dnf install -y git", "dnf -y install gcc make", "yum install -y curl", "microdnf install -y jq", "dnf upgrade -y"],
        ["dnf clean all", "yum clean all", "rm -rf /var/cache/dnf", "dnf remove -y gcc", "dnf clean all && rm -rf /var/cache/yum"]);

    private static readonly PackageFamily Zypper = new(
        ["opensuse/leap:15.6"], BashShells, ["zypper refresh", "zypper --non-interactive ref"],
        ["zypper install -y git", "zypper --non-interactive in curl"], ["zypper clean --all", "zypper clean"]);

    public static IReadOnlyList<PackageFamily> All { get; } = [Apt, Apt, Apt, Apt, Apk, Apk, Dnf, Zypper];
}

using System.Text;
using DockerLsp.Engine.Shell;

namespace DockerLsp.Engine.PackageManagers;

/// <summary>What an installer does with the index of the system's package manager.</summary>
public enum InstallerIndexUse
{
    /// <summary>Not known: it may install with what an earlier step left, as <c>get.haskellstack.org</c> does.</summary>
    Unknown,

    /// <summary>It calls no package manager of the system.</summary>
    None,

    /// <summary>It refreshes the index before it installs, and leaves it refreshed where it is apt's.</summary>
    Refreshes,
}

/// <summary>
/// Installers that projects offer for all to download and run, and what they do with a package index. Only what is sure stands here:
/// of any other nothing is assumed.
/// </summary>
public static class NetworkInstallers
{
    /// <summary>What stands for a part of a word that is only known in the build.</summary>
    private const char Unknown = '*';

    /// <summary>A script by the address that it comes from.</summary>
    /// <param name="url">The address; <c>*</c> for what is only known in the build. The scheme may be missing, as for curl.</param>
    public static InstallerIndexUse OfUrl(string url)
    {
        var start = url.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? scheme + 3 : 0;
        var slash = url.IndexOf('/', start);
        var host = slash < 0 ? url[start..] : url[start..slash];
        var path = slash < 0 ? "" : url[(slash + 1)..];
        var end = path.AsSpan().IndexOfAny('?', '#');
        return OfHost(host, end < 0 ? path : path[..end]);
    }

    /// <summary>A program that came with an archive, or was downloaded before, by its path.</summary>
    public static InstallerIndexUse OfProgram(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return name switch
        {
            // Copies the agent's files (New Relic: PHP agent installation, the newrelic-install script).
            "newrelic-install" => InstallerIndexUse.None,

            // Unpacks .NET, "doesn't install system dependencies" (Microsoft: dotnet-install scripts reference).
            "dotnet-install.sh" => InstallerIndexUse.None,

            // Copies what the archive holds (AWS: Install or update the AWS CLI; Google Cloud: Install the gcloud CLI).
            "install" when PathPattern.EndsWith(path, "aws/install") => InstallerIndexUse.None,
            "install.sh" when PathPattern.EndsWith(path, "google-cloud-sdk/install.sh") => InstallerIndexUse.None,
            _ => InstallerIndexUse.Unknown,
        };
    }

    /// <summary>A word without its quotes, with <c>*</c> for what is only known in the build.</summary>
    public static string ShapeOf(ShellWord word)
    {
        if (word.ConstantValue is { } value)
        {
            return value;
        }

        var shape = new StringBuilder();
        foreach (var part in word.Parts)
        {
            AddShape(part, shape);
        }

        return shape.ToString();
    }

    private static void AddShape(ShellWordPart part, StringBuilder shape)
    {
        if (part.ConstantValue is { } value)
        {
            shape.Append(value);
        }
        else if (part is ShellDoubleQuoted quoted)
        {
            foreach (var inner in quoted.Parts)
            {
                AddShape(inner, shape);
            }
        }
        else
        {
            shape.Append(Unknown);
        }
    }

    private static InstallerIndexUse OfHost(string host, string path)
    {
        switch (host)
        {
            // Unpacks programs into the home folder or /usr/local, from archives of the project's own: rustup, uv, Poetry, get-pip.py,
            // pyenv (git), Composer, Yarn 1, pnpm, Bun, Deno, fnm, Volta, SDKMAN, Starship, ghcup, micromamba, Foundry, Oh My Zsh
            // (git), the Google Cloud CLI, Symfony's CLI, rclone, golangci-lint. Each project's page on installation says so.
            case "sh.rustup.rs" or "astral.sh" or "install.python-poetry.org" or "bootstrap.pypa.io" or "pyenv.run" or "getcomposer.org" or "yarnpkg.com"
                or "get.pnpm.io" or "bun.sh" or "bun.com" or "deno.land" or "fnm.vercel.app" or "get.volta.sh" or "get.sdkman.io" or "starship.rs"
                or "get-ghcup.haskell.org" or "micro.mamba.pm" or "foundry.paradigm.xyz" or "install.ohmyz.sh" or "sdk.cloud.google.com" or "get.symfony.com"
                or "rclone.org" or "golangci-lint.run":
                return InstallerIndexUse.None;

            // Downloads choosenim, which unpacks Nim (choosenim: Installation); it looks for a C compiler, and installs none.
            case "nim-lang.org":
                return path == "choosenim/init.sh" ? InstallerIndexUse.None : InstallerIndexUse.Unknown;

            // dotnet-install.sh, see above; GetVsDbg.sh unpacks a debugger (Microsoft: Offroad debugging of .NET on Linux).
            case "dot.net" or "builds.dotnet.microsoft.com":
                return InstallerIndexUse.None;
            case "aka.ms":
                return path switch
                {
                    "getvsdbgsh" => InstallerIndexUse.None,

                    // "apt-get update", then the packages (Microsoft: Install the Azure CLI on Linux, option 1).
                    "InstallAzureCLIDeb" => InstallerIndexUse.Refreshes,
                    _ => InstallerIndexUse.Unknown,
                };

            // Docker's convenience script, which "apt-get update"s before and after it adds its repository (Docker: Install using the
            // convenience script).
            case "get.docker.com" or "test.docker.com":
                return path is "" or "/" ? InstallerIndexUse.Refreshes : InstallerIndexUse.Unknown;

            // Adds its repository and refreshes, for the `apt-get install nodejs` that follows (NodeSource: DEB and RPM distributions).
            case "deb.nodesource.com" or "rpm.nodesource.com":
                return path.StartsWith("setup", StringComparison.Ordinal) ? InstallerIndexUse.Refreshes : InstallerIndexUse.Unknown;

            // The same for repositories on packagecloud, GitLab's among them (packagecloud: Installing a repository).
            case "packagecloud.io" or "packages.gitlab.com":
                return path.StartsWith("install/repositories/", StringComparison.Ordinal) && (path.EndsWith("/script.deb.sh", StringComparison.Ordinal) || path.EndsWith("/script.deb", StringComparison.Ordinal))
                    ? InstallerIndexUse.Refreshes : InstallerIndexUse.Unknown;
            case "raw.githubusercontent.com":
                return OfRepository(path);
            default:
                return InstallerIndexUse.Unknown;
        }
    }

    /// <summary>
    /// Scripts in repositories that unpack or clone what the project publishes: nvm, pyenv, Oh My Zsh, Helm, k3d, golangci-lint,
    /// Trivy, Syft and Grype, WasmEdge, Homebrew (which asks for git and a compiler, and installs neither).
    /// </summary>
    private static InstallerIndexUse OfRepository(string path)
    {
        var second = path.IndexOf('/') is var first and >= 0 ? path.IndexOf('/', first + 1) : -1;
        if (second < 0)
        {
            return InstallerIndexUse.Unknown;
        }

        var script = path[..second] switch
        {
            "nvm-sh/nvm" or "creationix/nvm" or "k3d-io/k3d" or "golangci/golangci-lint" or "anchore/syft" or "anchore/grype" or "Homebrew/install" => "/install.sh",
            "pyenv/pyenv-installer" => "/bin/pyenv-installer",
            "ohmyzsh/ohmyzsh" or "robbyrussell/oh-my-zsh" => "/tools/install.sh",
            "helm/helm" => path.EndsWith("/scripts/get", StringComparison.Ordinal) ? "/scripts/get" : path.EndsWith("/scripts/get-helm-4", StringComparison.Ordinal) ? "/scripts/get-helm-4" : "/scripts/get-helm-3",
            "aquasecurity/trivy" => "/contrib/install.sh",
            "WasmEdge/WasmEdge" => "/utils/install.sh",
            _ => null,
        };
        return script is not null && path.Length > second + script.Length && path.EndsWith(script, StringComparison.Ordinal) ? InstallerIndexUse.None : InstallerIndexUse.Unknown;
    }
}

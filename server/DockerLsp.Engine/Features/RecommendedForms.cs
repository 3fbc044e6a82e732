using System.Collections.Immutable;
using DockerLsp.Engine.PackageManagers;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Features;

/// <summary>A way to write something that the rules have nothing against.</summary>
/// <param name="Label">What is typed to find it.</param>
/// <param name="Detail">What it does.</param>
/// <param name="Template">The text; lines end in LF, a backslash at the end of a line continues it, <c>‹…›</c> are the places to fill in.</param>
/// <param name="Store">The package store that it is about; null for any image.</param>
internal sealed record RecommendedForm(string Label, string Detail, string Template, PackageStore? Store = null)
{
    public static ImmutableArray<RecommendedForm> All { get; } =
    [
        new(
            "RUN apt-get install", "Refresh, install and clean up in one layer",
            "RUN apt-get update \\\n    && apt-get install -y --no-install-recommends ‹package› \\\n    && rm -rf /var/lib/apt/lists/*\n", PackageManagerTable.Apt),
        new(
            "RUN apt-get install with a cache mount", "Keep index and packages out of the layer, and for the next build",
            "RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \\\n    --mount=type=cache,target=/var/lib/apt,sharing=locked \\\n"
                + "    apt-get update && apt-get install -y --no-install-recommends ‹package›\n", PackageManagerTable.Apt),
        new("RUN apk add", "Install without keeping the index", "RUN apk add --no-cache ‹package›\n", PackageManagerTable.Apk),
        new("RUN dnf install", "Install and clean up in one layer", "RUN dnf install -y --setopt=install_weak_deps=False ‹package› \\\n    && dnf clean all\n", PackageManagerTable.Rpm),
        new("RUN zypper install", "Install and clean up in one layer", "RUN zypper --non-interactive install --no-recommends ‹package› \\\n    && zypper clean --all\n", PackageManagerTable.Zypper),
        new("RUN pip install", "Install without keeping a cache", "RUN pip install --no-cache-dir -r ‹requirements.txt›\n"),
        new("RUN pip install with a cache mount", "Keep downloads for the next build", "RUN --mount=type=cache,target=/root/.cache/pip pip install -r ‹requirements.txt›\n"),
        new("RUN npm ci", "Install what the lock file says, with downloads kept for the next build", "RUN --mount=type=cache,target=/root/.npm npm ci\n"),
        new("RUN with a heredoc", "Several lines, each of which has to succeed", "RUN <<EOF\nset -e\n‹commands›\nEOF\n"),
        new("RUN with a secret", "Use a secret that stays out of the image", "RUN --mount=type=secret,id=‹token› ‹command›\n"),
        new(
            "FROM in two stages", "Build in one image, run in another",
            "FROM ‹golang:1.23› AS build\nWORKDIR /src\nCOPY . .\nRUN ‹go build -o /out/app .›\n\nFROM ‹debian:12-slim›\nCOPY --from=build ‹/out/app› ‹/usr/local/bin/app›\nUSER ‹10001›\nENTRYPOINT [\"‹/usr/local/bin/app›\"]\n"),
        new("CMD in exec form", "A program that gets signals itself", "CMD [\"‹program›\", \"‹argument›\"]\n"),
        new("ENTRYPOINT in exec form", "A program that gets signals itself", "ENTRYPOINT [\"‹program›\"]\n"),
        new("HEALTHCHECK CMD", "Tell whether the container works", "HEALTHCHECK --interval=‹30s› --timeout=‹5s› --retries=‹3› CMD [\"‹program›\", \"‹argument›\"]\n"),
        new("SHELL with pipefail", "Let a failure in a pipeline stop the build", "SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\n"),
        new("COPY --link", "A layer that is kept when those before it change", "COPY --link ‹source› ‹destination›\n"),
    ];

    /// <summary>Whether it is of use on an image.</summary>
    public bool Fits(BaseImage? image) => Store is null || image is null || image.Family switch
    {
        ImageFamily.Debian or ImageFamily.Ubuntu => Store == PackageManagerTable.Apt,
        ImageFamily.Alpine or ImageFamily.Wolfi => Store == PackageManagerTable.Apk,
        ImageFamily.Fedora or ImageFamily.EnterpriseLinux or ImageFamily.Photon => Store == PackageManagerTable.Rpm,
        ImageFamily.Suse => Store == PackageManagerTable.Zypper,
        ImageFamily.Windows or ImageFamily.None => false,
        _ => true,
    };
}

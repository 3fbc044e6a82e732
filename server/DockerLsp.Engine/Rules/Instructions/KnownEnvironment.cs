using DockerLsp.Engine.Semantics;

namespace DockerLsp.Engine.Rules.Instructions;

/// <summary>
/// The variables that well-known images define, from the ENV instructions that their projects publish. An image that is not here
/// may define anything.
/// </summary>
internal static class KnownEnvironment
{
    private static readonly Dictionary<string, string> Images = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["scratch"] = "",
        ["alpine"] = "",
        ["busybox"] = "",
        ["debian"] = "",
        ["ubuntu"] = "",
        ["buildpack-deps"] = "",
        ["archlinux"] = "LANG",
        ["fedora"] = "DISTTAG FGC FBR LANG container",
        ["centos"] = "LANG container",
        ["rockylinux"] = "LANG container",
        ["almalinux"] = "LANG container",
        ["amazonlinux"] = "LANG container",
        ["oraclelinux"] = "LANG container",
        ["node"] = "NODE_VERSION YARN_VERSION",
        ["golang"] = "GOLANG_VERSION GOTOOLCHAIN GOPATH GOROOT GOFLAGS",
        ["rust"] = "RUSTUP_HOME CARGO_HOME RUST_VERSION",
        ["python"] = "LANG GPG_KEY PYTHON_VERSION PYTHON_SHA256 PYTHON_PIP_VERSION PYTHON_SETUPTOOLS_VERSION PYTHON_GET_PIP_URL PYTHON_GET_PIP_SHA256 PYTHONIOENCODING",
        ["ruby"] = "LANG RUBY_VERSION RUBY_MAJOR RUBY_DOWNLOAD_URL RUBY_DOWNLOAD_SHA256 GEM_HOME BUNDLE_SILENCE_ROOT_WARNING BUNDLE_APP_CONFIG BUNDLE_PATH BUNDLE_BIN RUBYGEMS_VERSION BUNDLER_VERSION",
    };

    /// <summary>Whether all that the image defines is known.</summary>
    public static bool IsKnown(BaseImage image) => Find(image) is not null;

    public static bool Defines(BaseImage image, string name) => Find(image) is { Length: > 0 } names && names.Split(' ').Contains(name);

    private static string? Find(BaseImage image) =>
        // Windows has variables of its own, and finds them in any case.
        image.Family != ImageFamily.Windows && image.Name.Length > 0 && !image.Name.Contains('$', StringComparison.Ordinal) && ImageReference.Parse(image.Name) is { IsOfficial: true } reference
        && Images.TryGetValue(reference.Repository, out var names)
            ? names
            : null;
}

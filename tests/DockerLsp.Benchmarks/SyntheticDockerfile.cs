using System.Globalization;
using System.Text;

namespace DockerLsp.Benchmarks;

/// <summary>Dockerfiles of any length that look like written by people: the same text for the same length.</summary>
internal static class SyntheticDockerfile
{
    private static readonly string[] Steps =
    [
        "RUN apt-get update \\\n    && apt-get install -y --no-install-recommends curl git \\\n    && rm -rf /var/lib/apt/lists/*\n",
        "RUN pip install flask requests\n",
        "COPY --chown=1000 src/ /app/src/\n",
        "# what the service listens to\nEXPOSE 8080\n",
        "ENV APP_MODE=production \\\n    APP_LEVEL=3\n",
        "RUN <<EOF\nset -e\nmake all\nmake install\nEOF\n",
        "RUN curl -fsSL https://example.com/tool.tar.gz | tar -xz -C /opt\n",
        "LABEL org.example.part=\"worker\"\n",
        "WORKDIR /app\n",
        "RUN apt-get install -y make\n",
        "ARG VERSION=1.2\nRUN echo \"$VERSION\" > /version\n",
    ];

    public static string Make(int lines)
    {
        var text = new StringBuilder("# syntax=docker/dockerfile:1\n");
        var written = 1;
        for (var i = 0; written < lines; i++)
        {
            var step = i % 40 == 0 ? string.Create(CultureInfo.InvariantCulture, $"FROM debian:12 AS stage{i / 40}\n") : Steps[i * 7 % Steps.Length];
            text.Append(step);
            written += step.Count(c => c == '\n');
        }

        return text.ToString();
    }
}

using System.Globalization;

namespace Backprop.Benchmarks;

/// <summary>What it takes to write and read a network in each file format, against one pass of the same network over 128 samples.</summary>
internal static class NetworkFiles
{
    public static void Run()
    {
        var network = Workload.Large.CreateNetwork();
        var activations = network.Layers.Select(layer => layer.Activation).ToArray();
        string folder = Directory.CreateTempSubdirectory("network-files-").FullName;
        try
        {
            var inputs = new RandomState(1).Randn(128, network.Inputs);
            double pass = WallClock.Fastest(20, () => network.Predict(inputs));
            Console.WriteLine($"{network.ParameterCount:N0} parameters; in passes over 128 samples");
            Console.WriteLine("| format | bytes a parameter | write | read |");
            Console.WriteLine("| --- | --- | --- | --- |");
            Row("JSON", "network.json", network.Save, path => Network.Load(path));
            Row("ONNX, double", "double.onnx", path => network.SaveOnnx(path), path => Network.LoadOnnx(path));
            Row("ONNX, single", "single.onnx", path => network.SaveOnnx(path, FloatPrecision.Single), path => Network.LoadOnnx(path));
            Row("safetensors, double", "network.safetensors", path => network.SaveSafetensors(path),
                path => Network.LoadSafetensors(path, activations));

            void Row(string format, string file, Action<string> write, Action<string> read)
            {
                string path = Path.Combine(folder, file);
                double writing = WallClock.Fastest(7, () => write(path)), reading = WallClock.Fastest(7, () => read(path));
                double bytes = (double)new FileInfo(path).Length / network.ParameterCount;
                Console.WriteLine(
                    string.Create(CultureInfo.InvariantCulture, $"| {format} | {bytes:F1} | {writing / pass:F1} | {reading / pass:F1} |"));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

"""Weights to and from PyTorch: makes the fixtures, and checks both directions with a live PyTorch.

    python3 Tests/Interoperability/pytorch_weights.py FOLDER     write the cases there
    python3 Tests/Interoperability/pytorch_weights.py --live     write new ones, run the Swift tests on
                                                                 them, load what those wrote

A case NAME.safetensors holds the weights of a torch.nn.LSTM, GRU or RNN and of a linear head on
every step, in float32 under PyTorch's names (`lstm.weight_ih_l0`, ..., `head.weight`, `head.bias`),
and `inputs` [B, T, I] with the `outputs` [B, T, O] that PyTorch computes from them in float64.
The cases in Tests/RecurrentTests/Fixtures/Weights were made so, with PyTorch 2.15.
"""
import os
import pathlib
import subprocess
import sys
import tempfile

try:
    import torch
    from safetensors.torch import load_file, save_file
except ImportError as error:
    print(f"skipped: {error}; the check needs torch and safetensors")
    sys.exit(0)

ROOT = pathlib.Path(__file__).resolve().parents[2]
LIMIT = 1e-6  # of the largest output: both sides read the same float32 weights
MODULES = {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU, "rnn": torch.nn.RNN}
CASES = [
    ("1layer", dict(num_layers=1)),
    ("2layer", dict(num_layers=2)),
    ("2layer-nobias", dict(num_layers=2, bias=False)),
    ("2layer-bidirectional", dict(num_layers=2, bidirectional=True)),
]
I, H, O, B, T = 3, 9, 4, 2, 6


def evaluate(tensors):
    """The outputs that PyTorch computes in float64 from named weights and `inputs`."""
    cell = next(name.split(".")[0] for name in tensors if ".weight_ih_l0" in name)
    weights = {name.removeprefix(f"{cell}."): tensor for name, tensor in tensors.items() if name.startswith(f"{cell}.")}
    recurrent = MODULES[cell](
        input_size=weights["weight_ih_l0"].shape[1],
        hidden_size=weights["weight_hh_l0"].shape[1],
        num_layers=sum(name.startswith("weight_hh_l") and not name.endswith("_reverse") for name in weights),
        bias="bias_ih_l0" in weights,
        bidirectional="weight_ih_l0_reverse" in weights,
        batch_first=True,
    )
    head = torch.nn.Linear(*reversed(tensors["head.weight"].shape))
    recurrent.load_state_dict(weights)
    head.load_state_dict({"weight": tensors["head.weight"], "bias": tensors["head.bias"]})
    with torch.no_grad():
        said = recurrent.double()(tensors["inputs"].double())[0]
        if recurrent.bidirectional:
            # It speaks once, of the whole window: the last state of each direction.
            H = recurrent.hidden_size
            said = torch.cat([said[:, -1:, :H], said[:, :1, H:]], dim=-1)
        return head.double()(said)


def write_cases(folder, seed):
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(seed)
    for cell, module in MODULES.items():
        for name, options in CASES:
            recurrent = module(I, H, batch_first=True, **options)
            head = torch.nn.Linear(H * (2 if "bidirectional" in options else 1), O)
            tensors = {f"{cell}.{key}": value for key, value in recurrent.state_dict().items()}
            tensors |= {f"head.{key}": value for key, value in head.state_dict().items()}
            tensors["inputs"] = torch.randn(B, T, I)
            tensors["outputs"] = evaluate(tensors)
            save_file(tensors, folder / f"{cell}-{name}.safetensors")


def largest_difference(found, truth):
    """Over the largest magnitude of the truth; infinite where the shapes differ."""
    if found.shape != truth.shape:
        return float("inf")
    return ((found.double() - truth).abs().max() / truth.abs().max()).item()


def report(direction, differences):
    if not differences:
        print(f"{direction}: FAILED, no case was there")
        return False
    worst = max(differences, key=differences.get)
    holds = all(difference <= LIMIT for difference in differences.values())
    print(
        f"{direction}: {'ok' if holds else 'FAILED'}, {len(differences)} cases, largest difference "
        f"{differences[worst]:.1e} ({worst}), at most {LIMIT:.0e}"
    )
    return holds


def live():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        write_cases(folder / "from-pytorch", seed=torch.seed() % 2**32)
        command = ["swift", "test", "-c", "release", "--filter", "PyTorchWeightsTests"]
        tests = subprocess.run(
            command, cwd=ROOT, env=os.environ | {"FORECAST_INTEROP_FOLDER": name},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if tests.returncode != 0:
            print(tests.stdout[-4000:])
        read = {
            path.stem: largest_difference(
                load_file(path)["outputs"], load_file(folder / "from-pytorch" / path.name)["outputs"])
            for path in sorted((folder / "answers").glob("*.safetensors"))
        }
        written = {
            path.stem: largest_difference(tensors["outputs"], evaluate(tensors))
            for path in sorted((folder / "from-forecast").glob("*.safetensors"))
            for tensors in [load_file(path)]
        }
    holds = [report("PyTorch's weights in forecast", read), report("forecast's weights in PyTorch", written)]
    return 0 if all(holds) and tests.returncode == 0 else 1


if len(sys.argv) != 2:
    sys.exit(__doc__)
if sys.argv[1] == "--live":
    sys.exit(live())
write_cases(pathlib.Path(sys.argv[1]), seed=0)

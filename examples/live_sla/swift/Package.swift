// swift-tools-version:5.9
import PackageDescription

let package = Package(
    name: "LiveSla",
    dependencies: [.package(name: "Firstline", path: "../../../bindings-swift")],
    targets: [
        .executableTarget(
            name: "LiveSla", dependencies: [.product(name: "Firstline", package: "Firstline")])
    ]
)

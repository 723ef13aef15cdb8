// swift-tools-version:5.9
import Foundation
import PackageDescription

let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path

// The sources of the API and the native library are generated. After a change of the core run `./generate swift`.
if !FileManager.default.fileExists(atPath: here + "/native") {
    let generate = Process()
    generate.executableURL = URL(fileURLWithPath: here + "/generate")
    generate.arguments = ["swift"]
    try generate.run()
    generate.waitUntilExit()
    guard generate.terminationStatus == 0 else {
        fatalError("bindings-swift/generate swift failed; it needs cargo, see https://rustup.rs")
    }
}

let package = Package(
    name: "Firstline",
    products: [.library(name: "Firstline", targets: ["Firstline"])],
    targets: [
        .systemLibrary(name: "firstlineFFI"),
        .target(
            name: "Firstline",
            dependencies: ["firstlineFFI"],
            linkerSettings: [.unsafeFlags(["-L\(here)/native", "-Xlinker", "-rpath", "-Xlinker", "\(here)/native"])]
        ),
        .testTarget(name: "FirstlineTests", dependencies: ["Firstline"]),
    ]
)

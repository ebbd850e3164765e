module.exports = { src_folders: ["e2e"], test_settings: { default: { launch_url: "http://localhost:5000" } } }
